// The answer to a query: staircase, ribbon and gallery that point at each other. Clicking a picture asks with it.

import { make } from "../shared/dom.js";
import { ground } from "../shared/theme.js";
import { drawGalleries } from "./gallery.js";
import { drawRanking, markItem, saveDrawing } from "./staircase.js";

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/** @typedef {import("./staircase.js").Data} Data */

const places = new WeakMap();

function build(parentElement) {
  const root = make("div", "results");
  const place = { root, plot: make("div", "plot", root), tools: make("div", "tools", root) };
  place.say = make("span", "say", place.tools);
  place.say.setAttribute("aria-live", "polite");
  place.all = make("button", "", place.tools, "Show all");
  place.png = make("button", "", place.tools, "PNG");
  place.svg = make("button", "", place.tools, "SVG");
  place.galleries = make("div", "galleries", root);
  place.hover = make("div", "hover", root);
  place.hover.hidden = true;
  for (const button of [place.all, place.png, place.svg]) button.type = "button";
  parentElement.append(root);
  return place;
}

function describe(item, model) {
  const level = item.own ? "own pair" : item.level < 0 ? "no level" : `level ${item.level}`;
  return `${model.name}, rank ${item.rank}: ${level}, relevance ${item.relevance.toFixed(2)}`;
}

function showHover(place, item, model, event) {
  place.hover.replaceChildren();
  if (item.src) Object.assign(make("img", "", place.hover), { src: item.src, alt: "" }); // the caption stands below
  make("div", "", place.hover, describe(item, model));
  make("div", "caption", place.hover, item.caption);
  place.hover.hidden = false;
  const { width, height } = place.hover.getBoundingClientRect();
  place.hover.style.left = `${Math.min(event.clientX + 14, innerWidth - width - 8)}px`;
  place.hover.style.top = `${Math.max(8, Math.min(event.clientY + 14, innerHeight - height - 8))}px`;
}

function showRanks(place, first, last) {
  for (const card of place.galleries.querySelectorAll(".card")) {
    const rank = Number(card.querySelector("strong").textContent);
    card.hidden = rank < first || rank > last;
  }
  place.all.hidden = first === 1 && last === Infinity;
  place.say.textContent = place.all.hidden ? place.hint : `The gallery shows ranks ${first} to ${last}.`;
}

function markCards(place, id) {
  for (const card of place.galleries.querySelectorAll(".card")) card.classList.toggle("marked", card.dataset.id === id);
}

// Hover shows an item, a click marks it everywhere, a drag narrows the gallery to the ranks it covers.
function follow(place, drawn, data) {
  const rankAt = (event) => {
    const inside = event.clientX - drawn.svg.getBoundingClientRect().left;
    return Math.max(0, Math.min(data.count - 1, Math.floor((inside - drawn.x(0)) / (drawn.x(1) - drawn.x(0)))));
  };
  const modelAt = (event) => {
    const inside = event.clientY - drawn.svg.getBoundingClientRect().top;
    return data.models[drawn.two && inside > drawn.middle + 9 ? 1 : 0];
  };
  let start = null;
  drawn.svg.onpointerdown = (event) => {
    start = rankAt(event);
    drawn.svg.setPointerCapture(event.pointerId);
  };
  drawn.svg.onpointermove = (event) => {
    const rank = rankAt(event), model = modelAt(event);
    if (start !== null && start !== rank) {
      const [first, last] = [Math.min(start, rank), Math.max(start, rank)];
      drawn.range.setAttribute("visibility", "visible");
      drawn.range.setAttribute("x", drawn.x(first));
      drawn.range.setAttribute("width", drawn.x(last + 1) - drawn.x(first));
      place.hover.hidden = true;
    } else if (model.items[rank]) showHover(place, model.items[rank], model, event);
  };
  drawn.svg.onpointerup = (event) => {
    const end = rankAt(event), item = modelAt(event).items[end];
    if (start !== null && start !== end) showRanks(place, Math.min(start, end) + 1, Math.max(start, end) + 1);
    else if (item) {
      markItem(drawn, data, item.id);
      markCards(place, item.id);
      const ranks = data.models.map((model) => [model, model.items.findIndex((other) => other.id === item.id)]);
      place.say.textContent = ranks.map(([model, at]) => `${model.name}: ${at < 0 ? `not in the first ${data.count}` : `no. ${at + 1}`}`).join(" · ");
    }
    start = null;
  };
  drawn.svg.onpointerleave = () => { place.hover.hidden = true; };
}

/** @param {Call<Data>} call */
export default function ({ data, parentElement, setTriggerValue }) {
  const place = places.get(parentElement) ?? build(parentElement);
  places.set(parentElement, place);
  const colours = data.colours[ground(place.root)];
  place.root.style.setProperty("--corner", colours.own);
  place.hint = data.ideal ? "Drag over ranks to see only these; click a step to find the item in both." : "";
  if (data.models.length === 1) place.hint = place.hint.replace(" in both", " below");
  const redraw = () => {
    place.plot.hidden = place.png.hidden = place.svg.hidden = !data.ideal;
    if (!data.ideal) return;
    const drawn = drawRanking(place.plot, data, colours);
    follow(place, drawn, data);
    place.png.onclick = () => saveDrawing(drawn.svg, colours.paper, data.file, "png");
    place.svg.onclick = () => saveDrawing(drawn.svg, colours.paper, data.file, "svg");
  };
  for (const [item, button] of drawGalleries(place.galleries, data, colours)) {
    button.onclick = () => setTriggerValue("used", item.id);
  }
  redraw();
  place.all.onclick = () => {
    showRanks(place, 1, Infinity);
    redraw();
  };
  showRanks(place, 1, Infinity);
  let width = place.plot.clientWidth;
  const observer = new ResizeObserver(() => {
    if (place.plot.clientWidth === width) return;
    width = place.plot.clientWidth;
    redraw();
  });
  observer.observe(place.plot);
  return () => observer.disconnect();
}
