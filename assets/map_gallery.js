// Items as small pictures that can be clicked: a selection, the neighbours of an item. Captions are written, never read.

import { made } from "./joint_map_card.js";

function entry(parent, item, data, pick) {
  const button = made("button", "item", parent, { type: "button" });
  button.onclick = () => pick(item.row);
  const frame = made("span", "frame", button);
  if (item.colour) frame.style.borderColor = item.colour[data.theme];
  if (data.picture) {
    const address = data.picture.replace("{image}", item.image);
    made("img", "", frame, { loading: "lazy", alt: "", src: address, "data-row": item.row, "data-image": item.image });
  }
  if (item.mark) made("span", "mark", frame).textContent = item.mark;
  const words = made("span", item.kind === "caption" || !data.picture ? "words" : "words quiet", button);
  words.textContent = item.caption;
  button.title = item.caption;
  button.setAttribute("aria-label", [item.kind, item.mark, item.caption].filter(Boolean).join(", "));
}

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".gallery");
  if (!root) root = made("div", "gallery", parentElement);
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  data.theme = parseInt(ground.slice(1, 3), 16) < 128 ? "dark" : "light";
  root.replaceChildren();
  for (const group of data.groups) {
    if (group.title) made("div", "title", root).textContent = group.title;
    const grid = made("div", "grid", root);
    for (const item of group.items) entry(grid, item, data, (row) => setTriggerValue("picked", row));
    if (!group.items.length) made("div", "none", grid).textContent = "none";
  }
}
