// Items as small pictures that can be clicked: a selection, the neighbours of an item. Captions are written, never read.

import { attribute, make } from "../shared/dom.js";
import { ground } from "../shared/theme.js";

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/**
 * @template T
 * @typedef {import("../shared/theme.js").Pair<T>} Pair
 */

/**
 * @typedef {object} Item
 * @property {number} row
 * @property {number} image
 * @property {"image" | "caption"} kind
 * @property {string} caption
 * @property {string} mark
 * @property {Pair<string> | null} colour
 */

/**
 * What the page tells.
 * @typedef {object} Data
 * @property {{ title: string, items: Item[] }[]} groups
 * @property {string | null} picture The template of the addresses of pictures.
 */

/**
 * @param {HTMLElement} parent
 * @param {Item} item
 * @param {Data & { theme: "light" | "dark" }} data
 * @param {(row: number) => void} pick
 */
function entry(parent, item, data, pick) {
  const button = attribute(make("button", "item", parent), { type: "button" });
  button.onclick = () => pick(item.row);
  const frame = make("span", "frame", button);
  if (item.colour) frame.style.borderColor = item.colour[data.theme];
  if (data.picture) {
    const address = data.picture.replace("{image}", String(item.image));
    attribute(make("img", "", frame), { loading: "lazy", alt: "", src: address, "data-row": item.row, "data-image": item.image });
  }
  if (item.mark) make("span", "mark", frame).textContent = item.mark;
  const words = make("span", item.kind === "caption" || !data.picture ? "words" : "words quiet", button);
  words.textContent = item.caption;
  button.title = item.caption;
  button.setAttribute("aria-label", [item.kind, item.mark, item.caption].filter(Boolean).join(", "));
}

/** @param {Call<Data>} call */
export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".gallery");
  if (!root) root = make("div", "gallery", parentElement);
  const theme = ground(root);
  root.replaceChildren();
  for (const group of data.groups) {
    if (group.title) make("div", "title", root).textContent = group.title;
    const grid = make("div", "grid", root);
    for (const item of group.items) entry(grid, item, { ...data, theme }, (row) => setTriggerValue("picked", row));
    if (!group.items.length) make("div", "none", grid).textContent = "none";
  }
}
