// Colours as numbers. They come from the page's own table; none is spelled here.

/** @typedef {[number, number, number]} Rgb Red, green and blue, 0 to 255. */

/**
 * The parts of `#rrggbb`.
 * @param {string} hex
 * @returns {Rgb}
 */
export function rgb(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return [red, green, blue];
}

/**
 * `#rrggbb` as a canvas holds it: 32 bits, little-endian, without the opacity.
 * @param {string} hex
 */
export function pixel(hex) {
  const [red, green, blue] = rgb(hex);
  return ((blue << 16) | (green << 8) | red) >>> 0;
}

/**
 * A colour between two.
 * @param {Rgb} from
 * @param {Rgb} to
 * @param {number} share 0 to 1.
 * @returns {Rgb}
 */
export function mixed(from, to, share) {
  const [red, green, blue] = from.map((part, at) => part + (to[at] - part) * share);
  return [red, green, blue];
}

/**
 * The colour at a place of a ramp.
 * @param {Rgb[]} ramp Two colours or more.
 * @param {number} place 0 to 1; what lies outside is of the end's colour.
 * @returns {Rgb}
 */
export function along(ramp, place) {
  const at = Math.max(0, Math.min(1, place)) * (ramp.length - 1);
  const low = Math.min(ramp.length - 2, Math.floor(at));
  const [red, green, blue] = mixed(ramp[low], ramp[low + 1], at - low).map(Math.round);
  return [red, green, blue];
}

/**
 * Whether dark text is easier to read on a colour than white is, by WCAG's luminance.
 * @param {string} hex
 */
export function isBright(hex) {
  const [red, green, blue] = rgb(hex).map((part) => (part / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
}
