// The items of one or two rankings as cards: picture, rank, level, relevance, similarity in words, caption.

import { isBright } from "../shared/colour.js";
import { make } from "../shared/dom.js";
import { levelColour } from "./staircase.js";

function levelChip(item, colours, parent) {
  if (item.level === null && !item.own) return;
  const chip = make("span", "chip", parent, item.own ? "★ own" : item.level < 0 ? "no level" : `level ${item.level}`);
  const ground = item.own ? colours.own : levelColour(item.level, colours);
  chip.style.background = ground;
  chip.style.color = isBright(ground) ? colours.onBright : colours.onDeep;
}

// The picture; where it cannot be had, the reason that the server gives.
function drawPicture(item, parent) {
  const frame = make("button", "picture", parent);
  frame.type = "button";
  frame.setAttribute("aria-label", `Use no. ${item.rank} as query: ${item.caption}`);
  const missing = (reason) => {
    frame.classList.add("missing");
    frame.replaceChildren(make("span", "", null, reason));
  };
  if (item.src) {
    const image = make("img", "", frame);
    image.loading = "lazy";
    image.alt = "";
    image.onerror = () => missing("no picture");
    image.src = item.src;
  } else missing("no picture");
  make("span", "use", frame, "Use as query").ariaHidden = "true";
  return frame;
}

function drawCard(item, data, colours, list) {
  const card = make("li", item.missed ? "card missed" : "card", list);
  card.dataset.id = item.id;
  const frame = drawPicture(item, card);
  const head = make("div", "head", card);
  make("strong", "", head, item.rank);
  levelChip(item, colours, head);
  if (item.relevance !== null) {
    const bar = make("div", "bar", card);
    make("i", "", bar).style.cssText = `width:${100 * Math.min(1, item.relevance)}%;background:${item.own ? colours.own : levelColour(item.level, colours)}`;
    make("div", "small", card, `relevance ${item.relevance.toFixed(2)}`);
  }
  if (item.words) make("div", "small", card, item.words);
  if (item.missed) make("div", "small miss", card, item.missed);
  make("div", "caption", card, item.caption).title = item.caption;
  return frame;
}

/**
 * A list of cards a model, next to each other.
 * @param {HTMLElement} host
 * @param {import("./staircase.js").Data} data
 * @param {import("./staircase.js").Colours} colours
 * @returns {[import("./staircase.js").Item, HTMLButtonElement][]} The pictures' buttons by item.
 */
export function drawGalleries(host, data, colours) {
  host.classList.toggle("two", data.models.length > 1);
  const buttons = [];
  host.replaceChildren(...data.models.map((model, number) => {
    const part = make("section");
    if (data.models.length > 1) {
      const name = make("h3", "", part);
      make("span", "", name, "● ").style.color = number ? colours.second : colours.first;
      name.append(`${model.mark}  ${model.name}`);
    }
    const list = make("ol", "cards", part);
    list.setAttribute("aria-label", `${data.among} under ${model.name}`);
    for (const item of model.items) buttons.push([item, drawCard(item, data, colours, list)]);
    return part;
  }));
  return buttons;
}
