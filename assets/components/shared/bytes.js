// What travels as base64 between server and browser.

/**
 * The bytes of a text.
 * @param {string} text
 */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * The floats of a text, four bytes each.
 * @param {string} text
 */
export function floatsOf(text) {
  return new Float32Array(bytesOf(text).buffer);
}

/**
 * A set of items, one a byte, from bits: eight items a byte, the lowest first.
 * @param {string} text
 * @param {number} count
 */
export function bitsOf(text, count) {
  const bytes = bytesOf(text);
  const chosen = new Uint8Array(count);
  for (let item = 0; item < count; item += 1) chosen[item] = (bytes[item >> 3] >> (item & 7)) & 1;
  return chosen;
}

/**
 * A set of items as bits, what `bitsOf` reads.
 * @param {Uint8Array} chosen One item a byte.
 */
export function packed(chosen) {
  const bytes = new Uint8Array(Math.ceil(chosen.length / 8));
  for (let item = 0; item < chosen.length; item += 1) if (chosen[item]) bytes[item >> 3] |= 1 << (item & 7);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
