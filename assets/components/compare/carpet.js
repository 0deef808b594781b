// The coherence carpet: two tables of levels and their difference, a row a query, on one canvas; a drag picks rows.

import { bytesOf } from "../shared/bytes.js";
import { mixed, rgb } from "../shared/colour.js";
import { pen, sheet } from "../shared/dom.js";
import { grouped } from "../shared/numbers.js";
import { scale } from "../shared/scale.js";
import * as theme from "../shared/theme.js";
import { keptOf, watched } from "./canvas.js";

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/**
 * @template T
 * @typedef {import("../shared/theme.js").Pair<T>} Pair
 */

/**
 * @typedef {{ value: number[], low: number[], high: number[] }} Means
 * @typedef {{ paper: string, ink: string, quiet: string, first: string, second: string, levels: string[] }} Ink
 */

/**
 * What the page tells.
 * @typedef {object} Data
 * @property {string} version Changes with the cells; what is picked belongs to it.
 * @property {string} cells A byte a row and column, in base64: the level in A in its high half, the one in B in its low.
 * @property {number} rows
 * @property {number} columns
 * @property {number} height Pixels.
 * @property {[string, string, string]} titles Of the panels.
 * @property {[Means, Means, Means]} means By rank, a panel each.
 * @property {number[]} ideal
 * @property {number} most The top of the scale of relevance.
 * @property {number} reach Of the scale of the difference.
 * @property {string} sorted How the rows are.
 * @property {string[]} said What each level is called.
 * @property {string} alt What a reader who does not see it should know.
 * @property {Pair<Ink>} colours
 */

/** @typedef {import("../shared/colour.js").Rgb} Rgb */

/**
 * What is kept from one redraw to the next.
 * @typedef {import("./canvas.js").Drawn & {
 *   data: Data, cells: Uint8Array, brush: [number, number] | null, set: Call<Data>["setStateValue"],
 *   size: { width: number, high: number, wide: number, left: number[] }, later: number,
 *   woven?: { ink: Ink, version: string, sheets: OffscreenCanvas[] },
 * }} State
 */

const HEAD = 26; // pixels above the panels
const GAP = 18;
const FOOT = 104; // the column means below
const AXIS = 34;
const LEFT = 44;

/**
 * A canvas with a pixel a cell.
 * @param {State} state
 * @param {(a: number, b: number) => Rgb} tone
 * @returns {OffscreenCanvas}
 */
function woven(state, tone) {
  const { rows, columns } = state.data;
  const image = new ImageData(columns, Math.max(1, rows));
  state.cells.forEach((cell, at) => image.data.set([...tone(cell >> 4, cell & 15), 255], 4 * at));
  return sheet(image);
}

/**
 * @param {State} state
 * @param {Ink} ink
 * @returns {OffscreenCanvas[]}
 */
function sheets(state, ink) {
  const levels = ink.levels.map(rgb);
  const [ground, first, second] = [ink.paper, ink.first, ink.second].map(rgb);
  return [
    woven(state, (a) => levels[a]),
    woven(state, (a, b) => levels[b]),
    // an own pair is as relevant as can be: level 1
    woven(state, (a, b) => {
      const gain = Math.max(1, a) - Math.max(1, b);
      return mixed(ground, gain > 0 ? second : first, Math.min(1, Math.abs(gain) / 3));
    }),
  ];
}

/** @param {State} state */
function place(state) {
  const width = state.root.clientWidth;
  const high = state.data.height - HEAD - FOOT - AXIS;
  const wide = (width - LEFT - 2 * GAP - 8) / 3;
  const left = [0, 1, 2].map((panel) => LEFT + panel * (wide + GAP));
  state.size = { width, high, wide, left };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {number} panel
 * @param {Ink} ink
 */
function curve(context, state, panel, ink) {
  const { data, size } = state;
  const top = HEAD + size.high + AXIS;
  const [low, high] = panel === 2 ? [-data.reach, data.reach] : [0, data.most];
  const toX = (/** @type {number} */ rank) => size.left[panel] + ((rank + 0.5) * size.wide) / data.columns;
  const toY = (/** @type {number} */ value) => top + (FOOT - 24) * (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low));
  const line = (/** @type {number[]} */ values) => {
    context.beginPath();
    values.forEach((value, rank) => {
      const on = rank > 0 && values[rank - 1] <= high; // what lies above the scale is not drawn
      if (value <= high) context[on ? "lineTo" : "moveTo"](toX(rank), toY(value));
    });
  };
  const means = data.means[panel];
  context.fillStyle = context.strokeStyle = panel === 2 ? ink.ink : panel === 1 ? ink.second : ink.first;
  context.globalAlpha = 0.2;
  line(means.high);
  [...means.low.keys()].reverse().forEach((rank) => context.lineTo(toX(rank), toY(means.low[rank])));
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.8;
  line(means.value);
  context.stroke();
  context.strokeStyle = ink.quiet;
  context.lineWidth = 1;
  if (panel < 2) {
    context.setLineDash([2, 3]);
    line(data.ideal);
    context.stroke();
    context.setLineDash([]);
  }
  context.beginPath();
  context.moveTo(size.left[panel], toY(0));
  context.lineTo(size.left[panel] + size.wide, toY(0));
  context.stroke();
  context.fillStyle = ink.quiet;
  context.textAlign = "right";
  context.textBaseline = "middle";
  const digits = panel === 2 ? 2 : 1;
  for (const value of panel === 2 ? [-data.reach, data.reach] : panel === 0 ? [0, data.most] : []) {
    const text = (value < 0 ? "−" : panel === 2 ? "+" : "") + Math.abs(value).toFixed(digits);
    if (panel === 2) {
      context.textAlign = "left";
      context.fillText(text, size.left[2] + 4, toY(value) + (value < 0 ? -7 : 7));
    } else context.fillText(text, LEFT - 6, toY(value) + (value ? 5 : -4));
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Ink} ink
 */
function frame(context, state, ink) {
  const { data, size } = state;
  context.font = `600 13px ${state.font}`;
  context.textBaseline = "bottom";
  context.textAlign = "left";
  [0, 1, 2].forEach((panel) => {
    context.fillStyle = [ink.first, ink.second, ink.ink][panel];
    context.fillText(fitted(context, data.titles[panel], size.wide), size.left[panel], HEAD - 6);
  });
  context.font = `12px ${state.font}`;
  context.fillStyle = ink.quiet;
  context.textBaseline = "top";
  [0, 1, 2].forEach((panel) => {
    for (const rank of (size.wide < 170 ? [1, 50, 100] : [1, 25, 50, 75, 100]).filter((shown) => shown <= data.columns)) {
      context.textAlign = rank === 1 ? "left" : rank === data.columns ? "right" : "center";
      const x = size.left[panel] + (rank === 1 ? 0 : rank === data.columns ? size.wide : ((rank - 0.5) * size.wide) / data.columns);
      context.fillText(rank === 1 ? "rank 1" : String(rank), x, HEAD + size.high + 5);
    }
  });
  context.save();
  context.translate(14, HEAD + size.high / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(`${grouped(data.rows)} queries, ${data.sorted}`, 0, 0);
  context.restore();
  context.save();
  context.translate(14, HEAD + size.high + AXIS + (FOOT - 24) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText("relevance", 0, -6);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} width
 */
function fitted(context, text, width) {
  let short = text;
  while (short.length > 1 && context.measureText(short).width > width) short = `${short.slice(0, -2)}…`;
  return short;
}

/** @param {State} state */
function draw(state) {
  const { canvas, size, data } = state;
  const ink = data.colours[theme.ground(state.root)];
  if (state.woven?.ink !== ink || state.woven.version !== data.version) {
    state.woven = { ink, version: data.version, sheets: sheets(state, ink) };
  }
  const fine = scale();
  canvas.width = Math.round(size.width * fine);
  canvas.height = Math.round(data.height * fine);
  canvas.style.height = `${data.height}px`;
  const context = pen(canvas);
  context.scale(fine, fine);
  frame(context, state, ink);
  context.imageSmoothingQuality = "high";
  state.woven.sheets.forEach((one, panel) => {
    context.imageSmoothingEnabled = data.rows > size.high;
    context.drawImage(one, size.left[panel], HEAD, size.wide, size.high);
    curve(context, state, panel, ink);
  });
  if (state.brush) {
    const [from, to] = state.brush.map((row) => HEAD + (row * size.high) / data.rows);
    for (const left of size.left) {
      context.fillStyle = ink.paper;
      context.globalAlpha = 0.66;
      context.fillRect(left, HEAD, size.wide, from - HEAD);
      context.fillRect(left, to, size.wide, HEAD + size.high - to);
      context.globalAlpha = 1;
      context.strokeStyle = ink.ink;
      context.lineWidth = 1.5;
      context.strokeRect(left - 0.5, from, size.wide + 1, Math.max(1, to - from));
    }
  }
}

/** @param {State} state */
function say(state) {
  const count = grouped(state.data.rows);
  state.live.textContent = state.brush
    ? `Rows ${grouped(state.brush[0] + 1)} to ${grouped(state.brush[1])} of ${count} picked; Escape lets them go`
    : "Drag over rows to pick queries, or use the arrow keys.";
}

/**
 * @param {State} state
 * @param {[number, number] | null} brush
 */
function pick(state, brush) {
  state.brush = brush;
  draw(state);
  say(state);
}

/** @param {State} state */
function tell(state) {
  state.set("picked", { version: state.data.version, brush: state.brush });
}

/**
 * @param {State} state
 * @param {number} one
 * @param {number} other
 * @returns {[number, number]}
 */
function between(state, one, other) {
  const row = (/** @type {number} */ y) => Math.min(state.data.rows, Math.max(0, ((y - HEAD) * state.data.rows) / state.size.high));
  const [from, to] = [row(Math.min(one, other)), row(Math.max(one, other))];
  return [Math.min(Math.floor(from), state.data.rows - 1), Math.max(Math.ceil(to), Math.floor(from) + 1)];
}

/**
 * @param {State} state
 * @param {number} x
 * @param {number} y
 */
function hover(state, x, y) {
  const { size, data } = state;
  const panel = size.left.findIndex((left) => x >= left && x < left + size.wide);
  const on = panel >= 0 && y >= HEAD && y < HEAD + size.high;
  state.tip.hidden = !on;
  if (!on) return;
  const row = Math.floor(((y - HEAD) * data.rows) / size.high);
  const rank = Math.floor(((x - size.left[panel]) * data.columns) / size.wide);
  const cell = state.cells[row * data.columns + rank];
  state.tip.textContent = `row ${grouped(row + 1)}, rank ${rank + 1}: A ${data.said[cell >> 4]}, B ${data.said[cell & 15]}`;
  state.tip.style.left = `${Math.min(x + 12, size.width - 260)}px`;
  state.tip.style.top = `${y + 14}px`;
}

/**
 * @param {State} state
 * @param {KeyboardEvent} event
 */
function keys(state, event) {
  const { rows } = state.data;
  const step = Math.max(1, Math.round(rows / 50));
  if (event.key === "Escape") pick(state, null);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const from = state.brush ? state.brush[0] + (event.key === "ArrowDown" ? step : -step) : 0;
    const start = Math.min(Math.max(0, from), rows - 1);
    pick(state, [start, Math.min(rows, start + step)]);
  } else return;
  event.preventDefault();
  clearTimeout(state.later);
  state.later = setTimeout(() => tell(state), 250);
}

/** @param {State} state */
function listen(state) {
  const { canvas } = state;
  /** @type {number | null} */
  let start = null;
  canvas.onpointerdown = (event) => {
    if (event.offsetY > HEAD + state.size.high) return;
    canvas.setPointerCapture(event.pointerId);
    start = event.offsetY;
  };
  canvas.onpointermove = (event) => {
    if (start === null) return hover(state, event.offsetX, event.offsetY);
    pick(state, between(state, start, event.offsetY));
  };
  canvas.onpointerup = (event) => {
    if (start === null) return;
    pick(state, between(state, start, event.offsetY));
    start = null;
    tell(state);
  };
  canvas.ondblclick = () => {
    pick(state, null);
    tell(state);
  };
  canvas.onpointerleave = () => (state.tip.hidden = true);
  canvas.onkeydown = (event) => keys(state, event);
}

/** @param {State} state */
function redraw(state) {
  place(state);
  draw(state);
}

/** @param {Call<Data>} call */
export default function ({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".carpet"));
  const state = /** @type {State} */ (keptOf(root, { brush: null }, redraw));
  const fresh = state.data?.version !== data.version;
  Object.assign(state, { data, set: setStateValue });
  if (fresh) {
    state.cells = bytesOf(data.cells);
    state.brush = null;
    say(state);
  }
  redraw(state);
  listen(state);
  return watched(state);
}
