// Two tables of the same queries and candidates beside each other: relevance and similarity, with the levels' boundaries.
// Text from outside is written by textContent only.

import { bytesOf, floatsOf } from "../shared/bytes.js";
import { along, rgb } from "../shared/colour.js";
import { living } from "../shared/component.js";
import { make, pen, sheet } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";
import { printable, scale } from "../shared/scale.js";
import { ground } from "../shared/theme.js";

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/**
 * @template D
 * @typedef {import("../shared/component.js").Living<D>} Living
 */

/**
 * @template T
 * @typedef {import("../shared/theme.js").Pair<T>} Pair
 */

/**
 * What the page tells: tables are row by row, in base64.
 * @typedef {object} Data
 * @property {string} version Changes with the tables.
 * @property {string} relevance 32-bit floats.
 * @property {string} similarity 32-bit floats.
 * @property {string} labels Signed bytes: 0 the own pair, 1 and up a level, -1 none.
 * @property {number} levels How many there are at most.
 * @property {number[]} rows The queries from top to bottom.
 * @property {number[] | null} columns The candidates from left to right; null: each row by its own levels.
 * @property {string[]} texts
 * @property {number[]} images
 * @property {string | null} pictures The template of the addresses of pictures.
 * @property {{ relevance: string, similarity: string }} titles
 * @property {{ query: string, candidate: string }} words
 * @property {number} focus A query.
 * @property {string} ownName
 * @property {Pair<{ ramp: string[], own: string }>} colours
 */

/** @typedef {import("../shared/colour.js").Rgb} Rgb */
/** @typedef {"relevance" | "similarity"} Name Of a table. */

/**
 * @typedef {object} Panel
 * @property {Name} name
 * @property {HTMLElement} box
 * @property {HTMLElement} title
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLElement} legend
 */

const CARD = 280; // pixels
const WIDEST = 470; // pixels of a table
/** @type {Record<string, [number, number]>} Rows and columns. */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @implements {Living<Data>} */
class TwinMatrix {
  /** @type {[number, number] | null} The cell under the pointer or the keyboard: display row and column. */
  at = null;

  /** @type {Data} */
  data;

  /** @type {string} */
  version;

  /** @type {Record<Name, Float32Array>} */
  tables;

  /** @type {Int8Array} */
  labels;

  /** @type {number} */
  n;

  /** @type {number[][]} */
  columns;

  /** @type {Map<number, number>} */
  place;

  /** @type {[number, number] | undefined} */
  near;

  /** @type {(row: number) => void} */
  send;

  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = make("div", "twin");
    this.panels = [this.panel("relevance"), this.panel("similarity")];
    this.card = make("div", "card");
    this.live = make("p", "live");
    this.live.setAttribute("aria-live", "polite");
    this.root.append(...this.panels.map((panel) => panel.box), this.card, this.live);
    parent.append(this.root);
    this.observer = new ResizeObserver(() => this.draw());
    printable(this.root, () => this.draw());
    this.observer.observe(this.root);
  }

  /** @param {Name} name */
  panel(name) {
    const box = make("figure", "panel");
    const title = make("figcaption", "title");
    const canvas = make("canvas");
    const legend = make("div", "legend");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    box.append(title, canvas, legend);
    canvas.onmousemove = (event) => this.point(event, canvas);
    canvas.onmouseleave = () => this.move(null);
    canvas.onblur = () => this.move(null);
    canvas.onclick = (event) => {
      this.point(event, canvas);
      this.choose();
    };
    canvas.onkeydown = (event) => this.key(event, canvas);
    return { name, box, title, canvas, legend };
  }

  /** @param {Call<Data>} call */
  update({ data, setTriggerValue }) {
    this.send = (/** @type {number} */ row) => setTriggerValue("row", row);
    if (data.version !== this.version) {
      this.version = data.version;
      this.tables = {
        relevance: floatsOf(data.relevance),
        similarity: floatsOf(data.similarity),
      };
      this.labels = new Int8Array(bytesOf(data.labels).buffer);
    }
    this.data = data;
    this.n = data.rows.length;
    this.columns = data.rows.map((row) => data.columns ?? this.byRelevance(row));
    this.place = new Map(data.rows.map((row, place) => [row, place]));
    this.draw();
  }

  /**
   * The candidates of a query by level, then by relevance: the boundaries of the levels are a staircase.
   * @param {number} row
   */
  byRelevance(row) {
    const n = this.data.rows.length;
    const degree = this.tables.relevance.subarray(row * n, (row + 1) * n);
    const label = this.labels.subarray(row * n, (row + 1) * n);
    return Array.from({ length: n }, (_, column) => column).sort(
      (one, other) => label[one] - label[other] || degree[other] - degree[one] || one - other,
    );
  }

  draw() {
    if (!this.data) return;
    const width = this.root.clientWidth;
    if (!width) return;
    const side = Math.floor(Math.min(WIDEST, width < 520 ? width : (width - 28) / 2));
    const colours = this.data.colours[ground(this.root)];
    const own = rgb(colours.own);
    const ramp = colours.ramp.map(rgb);
    for (const panel of this.panels) this.drawPanel(panel, side, ramp, own);
    this.drawCard();
  }

  /**
   * @param {Name} name
   * @returns {[number, number]}
   */
  range(name) {
    const values = this.tables[name];
    let low = Infinity;
    let high = -Infinity;
    for (let cell = 0; cell < values.length; cell++) {
      if (this.labels[cell] === 0) continue; // the own pairs have a colour of their own
      low = Math.min(low, values[cell]);
      high = Math.max(high, values[cell]);
    }
    return [low, high];
  }

  /**
   * @param {Panel} panel
   * @param {number} side
   * @param {Rgb[]} ramp
   * @param {Rgb} own
   */
  drawPanel(panel, side, ramp, own) {
    const { n } = this;
    const [low, high] = this.range(panel.name);
    const image = new ImageData(n, n);
    const values = this.tables[panel.name];
    for (let y = 0; y < n; y++) {
      for (let x = 0; x < n; x++) {
        const cell = this.data.rows[y] * n + this.columns[y][x];
        const colour = this.labels[cell] === 0 ? own : along(ramp, (values[cell] - low) / (high - low || 1));
        image.data.set([...colour, 255], 4 * (y * n + x));
      }
    }
    const { canvas } = panel;
    canvas.width = canvas.height = Math.round(side * scale());
    canvas.style.width = canvas.style.height = `${side}px`;
    const context = pen(canvas);
    context.imageSmoothingEnabled = false;
    context.drawImage(sheet(image), 0, 0, canvas.width, canvas.height);
    context.scale(canvas.width / n, canvas.width / n); // a cell is one unit
    const ink = getComputedStyle(this.root).color;
    this.boundaries(context, ink, n / side);
    this.focus(context, ink, n / side);
    panel.box.style.width = `${side}px`;
    panel.title.textContent = this.data.titles[panel.name];
    canvas.setAttribute("aria-label", `${this.data.titles[panel.name]}: ${n} queries by ${n} candidates`);
    drawLegend(panel.legend, [low, high], ramp, own, this.data.ownName);
  }

  /**
   * Lines between the levels: staircases where each row is sorted, else round what belongs to level 1.
   * @param {CanvasRenderingContext2D} context
   * @param {string} ink
   * @param {number} pixel
   */
  boundaries(context, ink, pixel) {
    const { n, labels } = this;
    const level = (/** @type {number} */ y, /** @type {number} */ x) => labels[this.data.rows[y] * n + this.columns[y][x]];
    context.strokeStyle = ink;
    context.beginPath();
    if (this.data.columns) {
      context.lineWidth = pixel * 0.75;
      context.globalAlpha = 0.55;
      const close = (/** @type {number} */ y, /** @type {number} */ x) => level(y, x) >= 0 && level(y, x) <= 1;
      for (let y = 0; y < n; y++) {
        for (let x = 0; x < n; x++) {
          if (x + 1 < n && close(y, x) !== close(y, x + 1)) segment(context, x + 1, y, x + 1, y + 1);
          if (y + 1 < n && close(y, x) !== close(y + 1, x)) segment(context, x, y + 1, x + 1, y + 1);
        }
      }
      if (this.data.levels < 2) context.beginPath();
    } else {
      context.lineWidth = pixel;
      context.globalAlpha = 0.85;
      for (let wall = 1; wall < this.data.levels; wall++) {
        for (let y = 0; y < n; y++) {
          const count = this.columns[y].filter((_, x) => level(y, x) <= wall).length;
          if (y === 0) context.moveTo(count, 0);
          else context.lineTo(count, y);
          context.lineTo(count, y + 1);
        }
      }
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  /**
   * The row in focus in both tables, and the cell that is looked at.
   * @param {CanvasRenderingContext2D} context
   * @param {string} ink
   * @param {number} pixel
   */
  focus(context, ink, pixel) {
    const y = this.place.get(this.data.focus);
    context.strokeStyle = ink;
    context.lineWidth = 2 * pixel;
    if (y !== undefined) context.strokeRect(pixel, y - pixel, this.n - 2 * pixel, 1 + 2 * pixel);
    if (this.at) {
      context.lineWidth = pixel;
      context.strokeRect(this.at[1] - pixel, this.at[0] - pixel, 1 + 2 * pixel, 1 + 2 * pixel);
      context.globalAlpha = 0.5;
      context.strokeRect(0, this.at[0], this.n, 1);
      context.strokeRect(this.at[1], 0, 1, this.n);
      context.globalAlpha = 1;
    }
  }

  /**
   * @param {MouseEvent} event
   * @param {HTMLCanvasElement} canvas
   */
  point(event, canvas) {
    const box = canvas.getBoundingClientRect();
    const inside = (/** @type {number} */ value) => Math.max(0, Math.min(this.n - 1, Math.floor((value / box.width) * this.n)));
    this.near = [event.clientX - this.root.getBoundingClientRect().left, event.clientY - this.root.getBoundingClientRect().top];
    this.move([inside(event.clientY - box.top), inside(event.clientX - box.left)]);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLCanvasElement} canvas
   */
  key(event, canvas) {
    if (event.key === "Enter" || event.key === " ") this.choose();
    else if (event.key === "Escape") this.move(null);
    else if (STEPS[event.key]) {
      const [down, right] = this.at ? STEPS[event.key] : [0, 0];
      const from = this.at ?? [this.place.get(this.data.focus) ?? 0, 0];
      const box = canvas.getBoundingClientRect();
      const root = this.root.getBoundingClientRect();
      const inside = (/** @type {number} */ value) => Math.max(0, Math.min(this.n - 1, value));
      /** @type {[number, number]} */
      const cell = [inside(from[0] + down), inside(from[1] + right)];
      this.near = [box.left - root.left + (cell[1] / this.n) * box.width, box.top - root.top + (cell[0] / this.n) * box.height];
      this.move(cell);
      this.live.textContent = this.said(cell);
    } else return;
    event.preventDefault();
  }

  /** @param {[number, number] | null} at */
  move(at) {
    if (`${at}` === `${this.at}`) return this.drawCard();
    this.at = at;
    this.draw();
  }

  choose() {
    if (this.at) this.send(this.data.rows[this.at[0]]);
  }

  /** @param {[number, number]} at */
  cell([y, x]) {
    const row = this.data.rows[y];
    const column = this.columns[y][x];
    const place = row * this.n + column;
    return { row, column, level: this.labels[place], relevance: this.tables.relevance[place], similarity: this.tables.similarity[place] };
  }

  /** @param {[number, number]} at */
  said(at) {
    const { row, column, level, relevance, similarity } = this.cell(at);
    const { query, candidate } = this.data.words;
    const levelName = level === 0 ? "own pair" : level > 0 ? `level ${level}` : "no level";
    return `${query} ${row + 1}, ${candidate} ${column + 1}: relevance ${relevance.toFixed(2)}, similarity ${fixed(similarity)}, ${levelName}`;
  }

  close() {
    this.observer.disconnect();
    this.root.remove();
  }

  drawCard() {
    const { card } = this;
    if (!this.at || !this.near) {
      card.style.display = "none";
      return;
    }
    const { row, column } = this.cell(this.at);
    const pair = make("div", "pair");
    pair.append(this.item(row, this.data.words.query), this.item(column, this.data.words.candidate));
    card.replaceChildren(pair, make("div", "figures", null, this.said(this.at).split(": ")[1]));
    card.style.display = "block";
    const left = this.near[0] + 18 + CARD > this.root.clientWidth ? this.near[0] - CARD - 18 : this.near[0] + 18;
    card.style.left = `${Math.max(0, left)}px`;
    card.style.top = `${this.near[1] + 14}px`;
  }

  /**
   * @param {number} index
   * @param {string} word
   */
  item(index, word) {
    const box = make("div", "item");
    box.append(make("div", "word", null, `${word} ${index + 1}`));
    const image = this.data.images[index];
    if (this.data.pictures && image >= 0) {
      const picture = make("img");
      picture.src = this.data.pictures.replace("{image}", String(image));
      picture.alt = "";
      box.append(picture);
    }
    box.append(make("div", "text", null, this.data.texts[index]));
    return box;
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
function segment(context, x0, y0, x1, y1) {
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
}

/**
 * @param {HTMLElement} legend
 * @param {[number, number]} pair
 * @param {Rgb[]} ramp
 * @param {Rgb} own
 * @param {string} ownName
 */
function drawLegend(legend, [low, high], ramp, own, ownName) {
  const css = (/** @type {Rgb} */ colour) => `rgb(${colour.join(",")})`;
  const bar = make("span", "bar");
  bar.style.background = `linear-gradient(90deg, ${ramp.map(css).join(",")})`;
  const mark = make("span", "mark");
  mark.style.background = css(own);
  legend.replaceChildren(make("span", "", null, fixed(low)), bar, make("span", "", null, fixed(high)), mark, make("span", "", null, ownName));
}

export default living(TwinMatrix);
