// What the plane and the carpet share.

import { printable } from "../shared/scale.js";

/**
 * What is drawn, and where.
 * @typedef {object} Drawn
 * @property {HTMLElement} root
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLElement} tip
 * @property {HTMLElement} live What is read out.
 * @property {string} font
 * @property {ResizeObserver} watch
 */

const kept = new WeakMap(); // by element: what is drawn and what is picked

/**
 * What is kept of a component from one redraw to the next.
 * @param {HTMLElement} root Where it is drawn: holds its canvas, its tip and the line that is read out.
 * @param {object} first What it is where it is new.
 * @param {(state: any) => void} redraw Answers to another size.
 */
export function keptOf(root, first, redraw) {
  let state = kept.get(root);
  if (!state) {
    state = { root, canvas: root.querySelector("canvas"), tip: root.querySelector(".tip"), ...first };
    state.live = root.querySelector("[aria-live]");
    state.font = getComputedStyle(root).fontFamily;
    state.watch = new ResizeObserver(() => redraw(state));
    printable(root, () => redraw(state));
    kept.set(root, state);
  }
  return state;
}

/**
 * Names the drawing and watches its size.
 * @param {any} state What `keptOf` gave.
 * @returns {() => void} What ends that.
 */
export function watched(state) {
  state.canvas.setAttribute("aria-label", state.data.alt);
  state.watch.observe(state.root);
  return () => state.watch.disconnect();
}
