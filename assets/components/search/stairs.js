// Relevance along a list, a step an item: the staircase above a strip of pictures.

import { shape } from "../shared/dom.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").Colours} Colours */
/** @typedef {import("./items.js").Data} Data */

export const HEIGHT = 46;
const TOP = 4; // for the line's own width

/**
 * The highest relevance of a view, in full fifths; an own item, of relevance 1, may stand above it.
 * @param {Data} data
 */
export function scaleOf(data) {
  const all = data.models.flatMap((model) => model.items.map((item) => item.relevance ?? 0));
  const below = [...(data.ideal?.relevance ?? []), ...all].filter((relevance) => relevance < 1);
  return below.length ? Math.max(1, Math.ceil(5 * Math.max(...below))) / 5 : 1;
}

/**
 * @param {number[]} values
 * @param {(value: number) => number} x
 * @param {(value: number) => number} y
 */
function stepPath(values, x, y) {
  return values.map((value, at) => `${at ? "L" : "M"}${x(at)},${y(value)}L${x(at + 1)},${y(value)}`).join("");
}

/**
 * Draws the steps of some items below the best possible order's.
 * @param {Element} parent
 * @param {Item[]} items
 * @param {number[]} best Relevance at the same ranks in the best order.
 * @param {{ pitch: number, scale: number, colour: string, colours: Colours }} how
 */
export function drawStairs(parent, items, best, { pitch, scale, colour, colours }) {
  const width = pitch * items.length;
  const svg = shape("svg", { class: "stairs", width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": true }, parent);
  const x = (/** @type {number} */ at) => at * pitch;
  const y = (/** @type {number} */ relevance) => TOP + (HEIGHT - TOP - 2) * (1 - Math.min(1, relevance / scale));
  const found = items.map((item) => item.relevance ?? 0); // never null where the best order is known
  const back = found.map((value, at) => `L${x(at + 1)},${y(value)}L${x(at)},${y(value)}`).reverse().join("");
  shape("line", { x1: 0, x2: width, y1: y(0), y2: y(0), stroke: colours.grid }, svg);
  shape("path", { d: `${stepPath(best, x, y)}${back}Z`, fill: colour, "fill-opacity": 0.16 }, svg);
  shape("path", { d: stepPath(best, x, y), fill: "none", stroke: colours.quiet, "stroke-width": 1.5, "stroke-dasharray": "2 3", class: "best" }, svg);
  shape("path", { d: stepPath(found, x, y), fill: "none", stroke: colour, "stroke-width": 2.5, class: "found" }, svg);
  items.forEach((item, at) => {
    if (item.own) shape("text", { x: x(at + 0.5), y: y(Math.min(found[at], 0.7 * scale)) + 6, "text-anchor": "middle", fill: colours.own, "font-size": 17 }, svg, "★");
  });
}
