// Two tables of the same queries and candidates beside each other: relevance and similarity, with the levels' boundaries.
// Text from outside is written by textContent only.

import { bytesOf, floatsOf } from "../shared/bytes.js";
import { along, rgb } from "../shared/colour.js";
import { living } from "../shared/component.js";
import { make } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";
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

const CARD = 280; // pixels
const WIDEST = 470; // pixels of a table

/** @implements {Living<Data>} */
class TwinMatrix {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = make("div", "twin");
    this.panels = ["relevance", "similarity"].map((name) => this.panel(name));
    this.card = make("div", "card");
    this.live = make("p", "live");
    this.live.setAttribute("aria-live", "polite");
    this.root.append(...this.panels.map((panel) => panel.box), this.card, this.live);
    parent.append(this.root);
    this.at = null; // the cell under the pointer or the keyboard: display row and column
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.root);
  }

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
    canvas.onkeydown = (event) => this.key(event);
    return { name, box, title, canvas, legend };
  }

  /** @param {Call<Data>} call */
  update({ data, setTriggerValue }) {
    this.send = (row) => setTriggerValue("row", row);
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

  // The candidates of a query by level, then by relevance: the boundaries of the levels are a staircase.
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
    const small = new OffscreenCanvas(n, n);
    small.getContext("2d").putImageData(image, 0, 0);
    const scale = window.devicePixelRatio || 1;
    const { canvas } = panel;
    canvas.width = canvas.height = Math.round(side * scale);
    canvas.style.width = canvas.style.height = `${side}px`;
    const context = canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, canvas.width, canvas.height);
    context.scale(canvas.width / n, canvas.width / n); // a cell is one unit
    const ink = getComputedStyle(this.root).color;
    this.boundaries(context, ink, n / side);
    this.focus(context, ink, n / side);
    panel.box.style.width = `${side}px`;
    panel.title.textContent = this.data.titles[panel.name];
    canvas.setAttribute("aria-label", `${this.data.titles[panel.name]}: ${n} queries by ${n} candidates`);
    drawLegend(panel.legend, [low, high], ramp, own, this.data.ownName);
  }

  // Lines between the levels: staircases where each row is sorted, else round what belongs to level 1.
  boundaries(context, ink, pixel) {
    const { n, labels } = this;
    const level = (y, x) => labels[this.data.rows[y] * n + this.columns[y][x]];
    context.strokeStyle = ink;
    context.beginPath();
    if (this.data.columns) {
      context.lineWidth = pixel * 0.75;
      context.globalAlpha = 0.55;
      const close = (y, x) => level(y, x) >= 0 && level(y, x) <= 1;
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

  // The row in focus in both tables, and the cell that is looked at.
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

  point(event, canvas) {
    const box = canvas.getBoundingClientRect();
    const inside = (value) => Math.max(0, Math.min(this.n - 1, Math.floor((value / box.width) * this.n)));
    this.near = [event.clientX - this.root.getBoundingClientRect().left, event.clientY - this.root.getBoundingClientRect().top];
    this.move([inside(event.clientY - box.top), inside(event.clientX - box.left)]);
  }

  key(event) {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.key === "Enter" || event.key === " ") this.choose();
    else if (event.key === "Escape") this.move(null);
    else if (steps[event.key]) {
      const from = this.at ?? [this.place.get(this.data.focus) ?? 0, 0];
      const to = this.at ? from.map((value, axis) => value + steps[event.key][axis]) : from;
      const canvas = event.target.getBoundingClientRect();
      const root = this.root.getBoundingClientRect();
      const cell = to.map((value) => Math.max(0, Math.min(this.n - 1, value)));
      this.near = [canvas.left - root.left + (cell[1] / this.n) * canvas.width, canvas.top - root.top + (cell[0] / this.n) * canvas.height];
      this.move(cell);
      this.live.textContent = this.said();
    } else return;
    event.preventDefault();
  }

  move(at) {
    if (`${at}` === `${this.at}`) return this.drawCard();
    this.at = at;
    this.draw();
  }

  choose() {
    if (this.at) this.send(this.data.rows[this.at[0]]);
  }

  cell() {
    const row = this.data.rows[this.at[0]];
    const column = this.columns[this.at[0]][this.at[1]];
    const place = row * this.n + column;
    return { row, column, level: this.labels[place], relevance: this.tables.relevance[place], similarity: this.tables.similarity[place] };
  }

  said() {
    const { row, column, level, relevance, similarity } = this.cell();
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
    const { row, column } = this.cell();
    const pair = make("div", "pair");
    pair.append(this.item(row, this.data.words.query), this.item(column, this.data.words.candidate));
    card.replaceChildren(pair, make("div", "figures", null, this.said().split(": ")[1]));
    card.style.display = "block";
    const left = this.near[0] + 18 + CARD > this.root.clientWidth ? this.near[0] - CARD - 18 : this.near[0] + 18;
    card.style.left = `${Math.max(0, left)}px`;
    card.style.top = `${this.near[1] + 14}px`;
  }

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

function segment(context, x0, y0, x1, y1) {
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
}

function drawLegend(legend, [low, high], ramp, own, ownName) {
  const css = (colour) => `rgb(${colour.join(",")})`;
  const bar = make("span", "bar");
  bar.style.background = `linear-gradient(90deg, ${ramp.map(css).join(",")})`;
  const mark = make("span", "mark");
  mark.style.background = css(own);
  legend.replaceChildren(make("span", "", null, fixed(low)), bar, make("span", "", null, fixed(high)), mark, make("span", "", null, ownName));
}

export default living(TwinMatrix);
