// One query's candidates as a ladder: on the left on shelves by relevance, on the right by similarity, joined by lines.
// A crossing line is a candidate out of order. Text from outside is written by textContent only.

import { living } from "../shared/component.js";
import { attribute, make, shape } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/**
 * @template D
 * @typedef {import("../shared/component.js").Living<D>} Living
 */

/**
 * @typedef {object} Rung
 * @property {number} number
 * @property {boolean} exists
 * @property {boolean} active Whether its margin is missed.
 * @property {number} near The candidate that is to be near.
 * @property {number} far The one that is to be farther.
 * @property {number} needed
 * @property {number | null} had
 * @property {number} cost
 */

/**
 * What the page tells: a number a candidate where nothing else is said.
 * @typedef {object} Data
 * @property {number[]} relevance
 * @property {number[]} similarity
 * @property {number[]} labels 0 the own pair, 1 and up a level, -1 none.
 * @property {number[]} share What its pairs cost.
 * @property {number} k How many levels there are.
 * @property {number[]} cuts Between a level and the next.
 * @property {Rung[]} rungs
 * @property {string[]} texts
 * @property {number[]} images
 * @property {string | null} pictures The template of the addresses of small pictures.
 * @property {string | null} large The same of large ones.
 * @property {[string, string]} heads Of both axes.
 * @property {string} word A candidate.
 * @property {string} words Candidates.
 * @property {string} ownName
 * @property {string} said What a reader who does not see it should know.
 * @property {string[]} colours Of the levels, as CSS.
 * @property {string} own
 * @property {string} none
 * @property {string} accent
 * @property {string} kept
 */

/**
 * @typedef {object} Shelf
 * @property {number} level
 * @property {number[]} items
 * @property {number} height
 * @property {number} top
 * @property {number} high The highest relevance on it.
 * @property {number} low
 */

const CARD = 230; // pixels
const FEET = 26; // below the axes
const HEAD = 40; // above the axes
const LEAST = 400; // of all shelves
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Moves marks apart so that each keeps its distance, in order, inside [top, bottom].
 * @param {number[]} places
 * @param {number} gap
 * @param {number} top
 * @param {number} bottom
 */
function spread(places, gap, top, bottom) {
  const moved = places.map((place) => Math.max(top, Math.min(bottom, place)));
  for (let i = 1; i < moved.length; i++) moved[i] = Math.max(moved[i], moved[i - 1] + gap);
  for (let i = moved.length - 1, floor = bottom; i >= 0; i--, floor -= gap) moved[i] = Math.min(moved[i], floor);
  return moved;
}

/** @implements {Living<Data>} */
class RowLadder {
  /** @type {Data} */
  data;

  /** @type {{ width: number, data: Data } | undefined} */
  drawn;

  /** @type {Set<number>} */
  hard;

  /** @type {number[]} */
  order;

  /** @type {Map<number, SVGLineElement>} */
  lines;

  /** @type {Map<number, number>} */
  thumbs;

  /** @type {Shelf[]} */
  shelves;

  /** @type {number | null} */
  looked;

  /** @type {number} */
  thumb;

  /** @type {number} */
  gutter;

  /** @type {number} */
  left;

  /** @type {number} */
  right;

  /** @type {number} */
  width;

  /** @type {number} */
  height;

  /** @type {number} */
  low;

  /** @type {number} */
  high;

  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = make("div", "ladder");
    this.card = make("div", "card");
    this.live = make("p", "live");
    this.live.setAttribute("aria-live", "polite");
    this.svg = shape("svg", { tabindex: 0, role: "application" }, this.root);
    this.root.append(this.card, this.live);
    parent.append(this.root);
    this.svg.onkeydown = (event) => this.key(event);
    this.svg.onmouseleave = () => this.look(null);
    this.svg.onblur = () => this.look(null);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.root);
  }

  /** @param {Call<Data>} call */
  update({ data }) {
    this.data = data;
    this.hard = new Set(data.rungs.filter((rung) => rung.exists).flatMap((rung) => [rung.near, rung.far]));
    const rank = (/** @type {number} */ label) => (label < 0 ? data.k + 1 : label);
    this.order = data.relevance.map((_, item) => item);
    this.order.sort((a, b) => rank(data.labels[a]) - rank(data.labels[b]) || data.relevance[b] - data.relevance[a] || a - b);
    this.draw();
  }

  draw() {
    const width = this.root.clientWidth;
    if (!this.data || !width || width === this.drawn?.width && this.data === this.drawn.data) return;
    this.drawn = { width, data: this.data };
    this.measure(width);
    this.svg.replaceChildren();
    attribute(this.svg, { width, height: this.height, "aria-label": this.data.said });
    this.lines = new Map();
    const [shelves, lines, marks] = [0, 1, 2].map(() => shape("g", {}, this.svg));
    this.drawShelves(shelves);
    this.drawLines(lines);
    this.drawMarks(marks);
    this.drawAxis(marks);
    this.drawRungs(marks);
    this.look(null);
  }

  /**
   * Where everything stands. A level's height follows its span of relevance, but none is too thin to see.
   * @param {number} width
   */
  measure(width) {
    const { data } = this;
    const wide = width >= 820;
    this.thumb = wide ? 42 : 34;
    this.gutter = wide ? 112 : 88;
    this.left = Math.round(width * 0.4);
    this.right = Math.round(width * (wide ? 0.7 : 0.63));
    this.width = width;
    const levels = [...new Set(data.labels)].filter((label) => label > 0).sort((a, b) => a - b);
    const last = levels.at(-1);
    const own = data.labels.filter((label) => label === 0).length;
    this.shelves = own ? [{ level: 0, items: this.of(0), height: this.thumb + 20, top: 0, high: 1, low: 1 }] : [];
    const spans = levels.map((level) => {
      const degrees = this.of(level).map((item) => data.relevance[item]);
      return { level, high: Math.max(...degrees), low: Math.min(...degrees) };
    });
    const total = spans.reduce((sum, { level, high, low }) => sum + (level === last ? 0 : high - low), 0);
    const least = this.thumb + 24;
    const spare = Math.max(0, (wide ? 540 : 500) - least * (levels.length + 1));
    for (const { level, high, low } of spans) {
      const condensed = level === last && levels.length > 1;
      const grow = condensed ? this.thumb : (spare * (high - low)) / (total || 1);
      this.shelves.push({ level, high, low, top: 0, items: this.of(level), height: least + Math.max(grow, levels.length === 1 ? spare : 0) });
    }
    const missing = LEAST - this.shelves.reduce((sum, shelf) => sum + shelf.height, 0);
    for (const shelf of this.shelves) if (shelf.level && missing > 0) shelf.height += missing / levels.length;
    let top = HEAD;
    for (const shelf of this.shelves) {
      shelf.top = top;
      top += shelf.height;
    }
    this.height = top + FEET;
    this.low = Math.min(...data.similarity);
    this.high = Math.max(...data.similarity);
  }

  /** @param {number} label */
  of(label) {
    return this.order.filter((item) => this.data.labels[item] === label);
  }

  /**
   * The height of a relevance on its shelf.
   * @param {number} item
   */
  leftAt(item) {
    const shelf = this.shelves.find((one) => one.level === this.data.labels[item]);
    if (!shelf) return this.height - FEET;
    const inside = shelf.height - this.thumb - 8;
    const part = shelf.high > shelf.low ? (shelf.high - this.data.relevance[item]) / (shelf.high - shelf.low) : 0.5;
    return shelf.top + 4 + this.thumb / 2 + (shelf.level ? part * inside : inside / 2);
  }

  /** @param {number} item */
  rightAt(item) {
    const span = this.high - this.low || 1;
    return HEAD + 14 + ((this.high - this.data.similarity[item]) / span) * (this.height - HEAD - FEET - 28);
  }

  /** @param {SVGGElement} group */
  drawShelves(group) {
    for (const shelf of this.shelves) {
      const { level, top, height, items } = shelf;
      const colour = this.colour(level);
      shape("rect", { x: 0, y: top + 1, width: this.left, height: height - 2, rx: 6, class: "shelf", style: `fill:${colour}` }, group);
      shape("rect", { x: 0, y: top + 1, width: 5, height: height - 2, rx: 2, style: `fill:${colour}` }, group);
      const name = level ? `Level ${level}` : this.data.ownName;
      shape("text", { x: 14, y: top + 20, class: "name" }, group, name);
      shape("text", { x: 14, y: top + 37, class: "quiet" }, group, `${items.length} ${items.length === 1 ? this.data.word : this.data.words}`);
      if (level) shape("text", { x: 14, y: top + 53, class: "quiet" }, group, `${fixed(shelf.low)} – ${fixed(shelf.high)}`);
      const shown = this.hang(group, shelf);
      if (shown < items.length && height >= 66) shape("text", { x: 14, y: top + 69, class: "quiet" }, group, `${items.length - shown} as dots`);
      const cut = level >= 1 ? this.data.cuts[level - 1] : undefined;
      if (cut === undefined || cut === null) continue;
      const bottom = top + height;
      shape("line", { x1: 0, x2: this.left + 16, y1: bottom, y2: bottom, class: "cut" }, group);
      shape("text", { x: this.left + 20, y: bottom + 4, class: "quiet over" }, group, `cut ${fixed(cut)}`);
    }
  }

  /**
   * Hangs as many thumbnails on a shelf as there is room for, the costly ones first; how many.
   * @param {SVGGElement} group
   * @param {Shelf} shelf
   */
  hang(group, shelf) {
    const { share, relevance } = this.data;
    const columns = Math.max(1, Math.floor((this.left - this.gutter - 14) / (this.thumb + 4)));
    const first = [...shelf.items].sort((a, b) => Number(this.hard.has(b)) - Number(this.hard.has(a)) || share[b] - share[a] || relevance[b] - relevance[a]);
    const taken = Array.from({ length: columns }, () => /** @type {number[]} */ ([]));
    let shown = 0;
    for (const item of first) {
      const y = this.leftAt(item);
      const column = taken.findIndex((places) => places.every((place) => Math.abs(place - y) >= this.thumb + 3));
      if (column < 0) continue;
      taken[column].push(y);
      this.picture(group, item, this.left - 14 - (column + 1) * (this.thumb + 4), y, this.thumb);
      shown++;
    }
    return shown;
  }

  /**
   * @param {SVGGElement} group
   * @param {number} item
   * @param {number} x
   * @param {number} y
   * @param {number} side
   */
  picture(group, item, x, y, side) {
    const frame = shape("g", { class: this.hard.has(item) ? "thumb hard" : "thumb" }, group);
    shape("rect", { x, y: y - side / 2, width: side, height: side, rx: 5, class: "empty" }, frame);
    const image = this.data.images[item];
    if (this.data.pictures && image >= 0) {
      const href = this.data.pictures.replace("{image}", String(image));
      shape("image", { href, x, y: y - side / 2, width: side, height: side, style: "clip-path: inset(0 round 5px)" }, frame);
    } else {
      shape("text", { x: x + side / 2, y: y + 4, class: "index" }, frame, item + 1);
    }
    shape("rect", { x, y: y - side / 2, width: side, height: side, rx: 5, class: "edge", style: `stroke:${this.colour(this.data.labels[item])}` }, frame);
    frame.onmouseenter = () => this.look(item);
  }

  /** @param {SVGGElement} group */
  drawLines(group) {
    const { share, labels } = this.data;
    const most = Math.max(...share, 1e-12);
    const quietFirst = [...this.order].sort((a, b) => share[a] - share[b]);
    for (const item of quietFirst) {
      const part = share[item] / most;
      const costly = share[item] > 1e-9;
      const style = costly
        ? `stroke:${this.data.accent};stroke-width:${(0.7 + 8 * part).toFixed(2)};opacity:${(0.14 + 0.76 * Math.sqrt(part)).toFixed(2)}`
        : `stroke:${this.colour(labels[item])};stroke-width:${labels[item] === 0 ? 3 : 1.1};opacity:${labels[item] === 0 ? 0.9 : 0.4}`;
      const line = shape("line", { x1: this.left, y1: this.leftAt(item), x2: this.right, y2: this.rightAt(item), class: "line", style }, group);
      line.onmouseenter = () => this.look(item);
      this.lines.set(item, line);
    }
  }

  /** @param {SVGGElement} group */
  drawMarks(group) {
    for (const item of [...this.order].reverse()) {
      for (const [x, y] of [[this.left, this.leftAt(item)], [this.right, this.rightAt(item)]]) {
        const own = this.data.labels[item] === 0;
        const style = `fill:${this.colour(this.data.labels[item])}`;
        const dot = own
          ? shape("path", { d: star(x, y, 8), class: "dot", style }, group)
          : shape("circle", { cx: x, cy: y, r: this.hard.has(item) ? 5 : 3.2, class: this.hard.has(item) ? "dot ringed" : "dot", style }, group);
        dot.onmouseenter = () => this.look(item);
      }
    }
    const named = [...this.order].sort((a, b) => this.data.similarity[b] - this.data.similarity[a]);
    const room = Math.floor((this.height - HEAD - FEET) / (this.thumb + 4));
    const wanted = new Set([...this.hard, ...this.of(0), ...named].slice(0, Math.min(room, this.hard.size + 8)));
    const shown = named.filter((item) => wanted.has(item));
    const half = this.thumb / 2;
    const places = spread(shown.map((item) => this.rightAt(item)), this.thumb + 3, HEAD + half, this.height - FEET - half);
    shown.forEach((item, place) => {
      const x = this.right + 26;
      shape("line", { x1: this.right + 6, y1: this.rightAt(item), x2: x, y2: places[place], class: "leader" }, group);
      this.picture(group, item, x, places[place], this.thumb);
    });
    this.thumbs = new Map(shown.map((item, place) => [item, places[place]]));
  }

  /** @param {SVGGElement} group */
  drawAxis(group) {
    const bottom = this.height - FEET;
    for (const x of [this.left, this.right]) shape("line", { x1: x, x2: x, y1: HEAD, y2: bottom, class: "axis" }, group);
    shape("text", { x: this.left, y: 16, class: "head end" }, group, this.data.heads[0]);
    shape("text", { x: this.right, y: 16, class: "head" }, group, this.data.heads[1]);
    shape("text", { x: this.right, y: 33, class: "quiet" }, group, `${fixed(this.high)} nearest`);
    shape("text", { x: this.right, y: bottom + 16, class: "quiet" }, group, `${fixed(this.low)} farthest`);
    shape("text", { x: this.left, y: 33, class: "quiet end" }, group, "most relevant");
    shape("text", { x: this.left, y: bottom + 16, class: "quiet end" }, group, "least relevant");
  }

  /**
   * What each rung needs and has, between the two candidates that decide it.
   * @param {SVGGElement} group
   */
  drawRungs(group) {
    const rungs = this.data.rungs.filter((rung) => rung.exists);
    const ends = rungs.map((rung) => [rung.near, rung.far].map((item) => this.thumbs.get(item) ?? this.rightAt(item)));
    const sorted = rungs.map((_, i) => i).sort((a, b) => ends[a][0] + ends[a][1] - ends[b][0] - ends[b][1]);
    const middles = sorted.map((i) => (ends[i][0] + ends[i][1]) / 2);
    const places = spread(middles, 70, HEAD + 24, this.height - FEET - 38);
    const from = this.right + 26 + this.thumb + 5;
    const label = from + 16 + 7 * rungs.length;
    sorted.forEach((i, place) => {
      const rung = rungs[i];
      const x = from + 8 + 7 * place;
      const [near, far] = ends[i];
      const y = places[place];
      const style = `stroke:${rung.active ? this.data.accent : this.data.kept}`;
      shape("path", { d: `M${from} ${near}H${x}V${far}H${from}M${x} ${middles[place]}L${label - 4} ${y}`, class: "bracket", style }, group);
      const texts = [`rung ${rung.number}${rung.active ? "" : ": kept"}`, `needs ${fixed(rung.needed)},`, `has ${rung.had === null ? "none" : fixed(rung.had)}`];
      if (rung.cost > 0) texts.push(`costs ${fixed(rung.cost, 3)}`);
      texts.forEach((text, line) => {
        const weight = line === 0 ? "name" : "figure";
        const ink = rung.active && line !== 3 ? `fill:${this.data.accent}` : "";
        shape("text", { x: label, y: y - 16 + 15 * line, class: weight, style: ink }, group, text);
      });
    });
  }

  /** @param {number} label */
  colour(label) {
    if (label === 0) return this.data.own;
    return label > 0 ? this.data.colours[label - 1] : this.data.none;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = STEPS[event.key];
    if (event.key === "Escape") this.look(null);
    if (!step) return;
    event.preventDefault();
    const next = this.looked === null ? 0 : Math.max(0, Math.min(this.order.length - 1, this.order.indexOf(this.looked) + step));
    const item = this.order[next];
    this.look(item);
    this.live.textContent = `${this.about(item)}. ${this.data.texts[item]}`;
  }

  /** @param {number} item */
  about(item) {
    const label = this.data.labels[item];
    const level = label === 0 ? this.data.ownName.toLowerCase() : label > 0 ? `level ${label}` : "no level";
    const cost = this.data.share[item] > 1e-9 ? `, in pairs that cost ${fixed(this.data.share[item], 3)}` : "";
    return `${level}: relevance ${fixed(this.data.relevance[item])}, similarity ${fixed(this.data.similarity[item])}${cost}`;
  }

  close() {
    this.observer.disconnect();
    this.root.remove();
  }

  /**
   * Brings one candidate forward; null: none.
   * @param {number | null} item
   */
  look(item) {
    this.looked = item;
    for (const [other, line] of this.lines ?? []) line.classList.toggle("looked", other === item);
    this.svg.classList.toggle("looking", item !== null);
    this.card.style.display = item === null ? "none" : "block";
    if (item === null) return;
    const parts = [make("div", "figures", null, this.about(item)), make("div", "text", null, this.data.texts[item])];
    if (this.data.large && this.data.images[item] >= 0) {
      const picture = make("img");
      picture.src = this.data.large.replace("{image}", String(this.data.images[item]));
      picture.alt = "";
      parts.unshift(picture);
    }
    this.card.replaceChildren(...parts);
    const middle = (this.left + this.right) / 2;
    this.card.style.left = `${Math.max(0, Math.min(this.width - CARD, middle - CARD / 2))}px`;
    const low = this.leftAt(item) > this.height / 2;
    this.card.style.top = low ? `${HEAD}px` : "auto";
    this.card.style.bottom = low ? "auto" : `${FEET}px`;
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function star(x, y, size) {
  const points = Array.from({ length: 10 }, (_, i) => {
    const reach = i % 2 ? size * 0.42 : size;
    return [x + reach * Math.sin((i * Math.PI) / 5), y - reach * Math.cos((i * Math.PI) / 5)].map((one) => one.toFixed(1)).join(" ");
  });
  return `M${points.join("L")}Z`;
}

export default living(RowLadder);
