// Rankings as strips of pictures, or as lists of captions, a band of ranks below the other. A click asks with an item.

import { attribute, make } from "../shared/dom.js";
import { living } from "../shared/component.js";
import { ground } from "../shared/theme.js";
import { Card } from "./card.js";
import { address, levelColour, levelName } from "./items.js";
import { drawStairs, scaleOf } from "./stairs.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").Model} Model */
/** @typedef {import("./items.js").Data} Data */

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/**
 * A list that is drawn: a run's, or the best possible one.
 * @typedef {{ model: Model, items: Item[], heading: string, label: string, colour: string, best: boolean }} List
 */

const PITCH = 96, ARROWS = 34, CAPTIONS = 10; // pixels from picture to picture, and beside a strip; captions in a band
const NARROW = 640; // pixels of the window, below which strips scroll sideways

class Strips {
  /** @type {Data} */
  data;

  /** @type {(item: Item) => void} */
  use;

  /** @type {number} */
  start;

  /** @type {number} */
  from;

  /** @type {"light" | "dark"} */
  theme;

  /** @type {import("./items.js").Colours} */
  colours;

  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = make("div", "strips", parent);
    this.first = make("div", "first", this.root);
    this.tools = attribute(make("div", "tools", this.root), { "data-screen": "" }); // no part of a printed view
    this.others = make("div", "others", this.root);
    this.end = make("div", "end", this.root);
    this.card = new Card(this.root);
    this.withBest = false;
    this.width = 0;
    this.resized = new ResizeObserver(() => this.fit());
    this.seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.more(true));
    this.resized.observe(this.root);
  }

  /** @param {Call<Data>} call */
  update({ data, setTriggerValue }) {
    if (data.asked !== this.data?.asked) this.withBest = false;
    this.data = data;
    this.use = (/** @type {Item} */ item) => setTriggerValue("used", item.id);
    this.start = 0;
    this.draw();
  }

  close() {
    this.resized.disconnect();
    this.seen.disconnect();
  }

  fit() {
    if (this.root.clientWidth === this.width || !this.data) return;
    this.draw();
  }

  get narrow() {
    return innerWidth < NARROW;
  }

  // How many ranks a band holds.
  get step() {
    if (this.data.among === "captions") return CAPTIONS;
    if (this.narrow && this.data.ideal) return this.count;
    const arrows = this.data.ideal ? ARROWS : 0;
    return Math.max(1, Math.floor((this.width - arrows + PITCH - 88) / PITCH));
  }

  get count() {
    return Math.max(...this.data.models.map((model) => model.items.length));
  }

  /** @returns {List[]} From above to below. */
  lists() {
    const { models, ideal, among } = this.data;
    const inks = models.length > 1 ? [this.colours.first, this.colours.second] : [this.colours.second];
    const lists = models.map((model, at) => ({
      model, items: model.items, heading: model.name, label: `${among} under ${model.run}`, colour: inks[at], best: false,
    }));
    if (this.narrow) lists.reverse();
    if (this.withBest && ideal?.items) {
      lists.splice(1, 0, { model: models[0], items: ideal.items, heading: "the best possible order", label: "the best possible order", colour: this.colours.quiet, best: true });
    }
    return lists;
  }

  draw() {
    this.width = this.root.clientWidth;
    this.theme = ground(this.root);
    this.card.ground = this.theme;
    this.colours = this.data.colours[this.theme];
    this.card.hide();
    this.root.dataset.asked = this.data.asked;
    this.root.classList.toggle("narrow", this.narrow);
    attribute(this.root, { role: "group", "aria-label": this.data.alt });
    this.first.replaceChildren();
    this.others.replaceChildren();
    this.drawTools();
    this.from = this.start;
    this.drawBand(this.first);
    this.more();
  }

  /** @param {HTMLElement} parent */
  drawBand(parent) {
    const band = make("div", `band ${this.data.among}`, parent);
    for (const list of this.lists()) this.drawPart(band, list, this.from, this.from + this.step);
    this.from += this.step;
  }

  /**
   * A band more where the end is in sight, and the next one when it comes into sight again.
   * @param {boolean} [inSight]
   */
  more(inSight = false) {
    this.seen.disconnect();
    if (!this.data.deep || this.from >= this.count) return;
    if (inSight) this.drawBand(this.others);
    this.seen.observe(this.end);
  }

  /**
   * @param {HTMLElement} band
   * @param {List} list
   * @param {number} from
   * @param {number} to
   */
  drawPart(band, list, from, to) {
    const part = make("section", list.best ? "part best" : "part", band);
    if (list.heading) this.drawHeading(part, list, from, Math.min(to, list.items.length));
    const items = list.items.slice(from, to), track = make("div", "track", part);
    if (this.data.among === "images" && this.data.ideal && items.length) {
      const best = this.data.ideal.relevance.slice(from, from + items.length);
      drawStairs(track, items, best, { pitch: PITCH, scale: scaleOf(this.data), colour: list.colour, colours: this.colours });
    }
    const entries = attribute(make("ol", "items", track), { start: from + 1, "aria-label": list.label });
    items.forEach((item, at) => this.drawItem(entries, list, item, from + at + 1));
    if (from === this.start && this.step < this.count && this.data.ideal && this.data.among === "images") this.drawArrows(part);
  }

  /**
   * @param {HTMLElement} part
   * @param {List} what
   * @param {number} from
   * @param {number} to
   */
  drawHeading(part, { model, heading, best, colour }, from, to) {
    const name = make("h2", "", part);
    if (from === this.start) {
      make("span", "dot", name, best ? "┄ " : "● ").style.color = colour;
      name.append(best || !model.mark ? heading : `${model.mark} · ${heading}`);
      if (!best) make("small", "", name, [model.run, ...model.notes].filter(Boolean).join(" · "));
    } else {
      name.append(`${best ? "best" : model.mark} ${from + 1}–${to}`);
    }
  }

  /**
   * A step to the next ranks, and back: both strips go together.
   * @param {HTMLElement} part
   */
  drawArrows(part) {
    const arrows = attribute(make("div", "arrows", part), { "data-screen": "" });
    arrows.style.left = `${PITCH * this.step}px`;
    for (const [sign, name, to] of /** @type {[string, string, number][]} */ ([
      ["→", "Further down the list", this.start + this.step], ["←", "Back up the list", this.start - this.step],
    ])) {
      const button = attribute(make("button", "", arrows, sign), { type: "button", "aria-label": name });
      button.disabled = to < 0 || to >= this.count;
      button.onclick = () => {
        this.start = to;
        this.draw();
      };
    }
  }

  /**
   * @param {HTMLElement} entries
   * @param {List} list
   * @param {Item} item
   * @param {number} rank
   */
  drawItem(entries, list, item, rank) {
    const entry = make("li", "item", entries);
    entry.dataset.id = item.id;
    const level = levelName(item, this.data);
    const button = attribute(make("button", "use", entry), {
      type: "button", "aria-label": [`Search with no. ${rank}`, level, item.caption].filter(Boolean).join(", "),
    });
    button.onclick = () => this.use(item);
    make("i", "edge", button).style.background = levelColour(item.level, this.colours);
    if (this.data.among === "images") this.drawPicture(button, list, item);
    else this.drawCaption(button, item, rank);
    if (item.own) make("span", "star", button, "★");
    const show = () => this.card.show(button, item, list.model, this.data, list.best);
    Object.assign(button, { onpointerenter: (/** @type {PointerEvent} */ event) => event.pointerType === "mouse" && show(), onpointerleave: () => this.card.hide() });
    button.onfocus = () => button.matches(":focus-visible") && show();
    button.onblur = () => this.card.hide();
    if (!list.model.whole) return;
    const whole = attribute(make("button", "large", entry, "⤢"), {
      type: "button", "aria-label": `Show no. ${rank} large`, title: "Show it large", "data-screen": "",
    });
    whole.onclick = () => this.card.showWhole(item, list.model);
  }

  /**
   * @param {HTMLElement} button
   * @param {List} list
   * @param {Item} item
   */
  drawPicture(button, list, item) {
    const source = address(list.model.small, item);
    const missing = () => make("span", "missing", button, item.caption);
    if (!source) {
      missing();
      return;
    }
    const image = make("img", "", button);
    image.loading = "lazy";
    image.alt = "";
    image.onerror = () => image.replaceWith(missing());
    image.src = source;
  }

  /**
   * @param {HTMLElement} button
   * @param {Item} item
   * @param {number} rank
   */
  drawCaption(button, item, rank) {
    make("span", "rank", button, rank);
    make("span", "words", button, item.caption);
    if (item.relevance === null) return;
    const bar = make("i", "", make("span", "bar", button)), colour = levelColour(item.level, this.colours);
    bar.style.cssText = `width:${100 * Math.min(1, item.relevance)}%;background:${colour}`;
  }

  drawTools() {
    const { ideal, models } = this.data;
    this.tools.replaceChildren();
    if (!ideal?.items) return;
    const button = attribute(make("button", "", this.tools, this.withBest ? "Hide the best possible order" : "Show the best possible order"), { type: "button", "aria-pressed": this.withBest });
    button.onclick = () => {
      this.withBest = !this.withBest;
      this.draw();
      this.tools.querySelector("button")?.focus();
    };
    const all = [...models.flatMap((model) => model.items), ...ideal.items];
    const legend = make("div", "legend", this.tools);
    for (const level of [0, 1, 2, 3, 4, 5, -1]) {
      const example = all.find((item) => item.level === level);
      if (!example) continue;
      const entry = make("span", "", legend);
      make("i", "", entry).style.background = levelColour(level, this.colours);
      entry.append(levelName(example, this.data) + (level === 1 ? ", most like what was asked" : ""));
    }
  }
}

export default living(Strips);
