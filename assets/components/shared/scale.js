// How many pixels a canvas has for a pixel of the page: the screen's, or more while it is printed.

/** @type {WeakMap<Element, () => void>} */
const redraws = new WeakMap();
let printing = 0;

/** Pixels of a canvas for a pixel of the page. */
export function scale() {
  return printing || window.devicePixelRatio || 1;
}

/**
 * Says how a drawing is drawn anew, at once, for whoever prints it.
 * @param {Element} root
 * @param {() => void} redraw
 */
export function printable(root, redraw) {
  redraws.set(root, redraw);
}

/**
 * Draws all at another scale, looks at it, and draws it as it was.
 * @template T
 * @param {Element[]} elements Those that are no drawings are passed over.
 * @param {number} fine The scale meanwhile.
 * @param {() => T} look
 * @returns {T}
 */
export function drawnAt(elements, fine, look) {
  const again = () => elements.forEach((element) => redraws.get(element)?.());
  printing = fine;
  try {
    again();
    return look();
  } finally {
    printing = 0;
    again();
  }
}
