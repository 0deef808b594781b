// The trade-off plane: a dot a query on a canvas; a lasso, a quadrant's name or a dot picks queries.

import { floatsOf } from "../shared/bytes.js";
import { pen } from "../shared/dom.js";
import { grouped, signed } from "../shared/numbers.js";
import { scale } from "../shared/scale.js";
import { ground } from "../shared/theme.js";
import { keptOf, watched } from "./canvas.js";

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/**
 * @template T
 * @typedef {import("../shared/theme.js").Pair<T>} Pair
 */

/** @typedef {{ ink: string, quiet: string, grid: string, first: string, second: string, unlevelled: string, mixed: string }} Ink */

/**
 * What the page tells.
 * @typedef {object} Data
 * @property {string} version Changes with the dots; what is picked belongs to it.
 * @property {string} x 32-bit floats, in base64: a dot each.
 * @property {string} y
 * @property {boolean} log Whether x is drawn on a logarithmic scale.
 * @property {number} height Pixels.
 * @property {Record<string, string>} names Of the quadrants.
 * @property {string} xTitle
 * @property {string} xShort
 * @property {string} yTitle
 * @property {string} alt What a reader who does not see it should know.
 * @property {Pair<Ink>} colours
 */

/** @typedef {[number, number]} Spot Pixels. */

/**
 * What is kept from one redraw to the next.
 * @typedef {import("./canvas.js").Drawn & {
 *   data: Data, picked: Set<number>, path: Spot[], set: Call<Data>["setStateValue"], x: Float32Array, y: Float32Array,
 *   bend: Scale, reachX: number, reachY: number, toX: Scale, toY: Scale,
 *   size: { width: number, height: number, across: number, down: number },
 * }} State
 */

/** @typedef {(value: number) => number} Scale */

const EDGE = { left: 54, right: 62, top: 40, bottom: 46 };
const NEAR = 9; // pixels from a dot that still count as on it
const BINS = 48;
const TICKS = [1, 10, 100, 1000, 10000];

const bent = (/** @type {number} */ x) => Math.sign(x) * Math.log10(1 + Math.abs(x));
const inside = (/** @type {Spot[]} */ polygon, /** @type {number} */ x, /** @type {number} */ y) => {
  let odd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [a, b] = polygon[i];
    const [c, d] = polygon[j];
    if (b > y !== d > y && x < ((c - a) * (y - b)) / (d - b) + a) odd = !odd;
  }
  return odd;
};

/** @param {State} state */
function measure(state) {
  const { data } = state;
  state.x = floatsOf(data.x);
  state.y = floatsOf(data.y);
  state.bend = data.log ? bent : (/** @type {number} */ value) => value;
  const reach = (/** @type {Float32Array} */ values, /** @type {Scale} */ bend) =>
    1.06 * values.reduce((most, value) => Math.max(most, Math.abs(bend(value))), 1e-6 / 1.06);
  state.reachX = reach(state.x, state.bend);
  state.reachY = reach(state.y, (value) => value);
}

/** @param {State} state */
function place(state) {
  const width = state.root.clientWidth;
  const height = state.data.height;
  const across = width - EDGE.left - EDGE.right;
  const down = height - EDGE.top - EDGE.bottom;
  state.toX = (/** @type {number} */ value) => EDGE.left + (across * (state.bend(value) / state.reachX + 1)) / 2;
  state.toY = (/** @type {number} */ value) => EDGE.top + (down * (1 - value / state.reachY)) / 2;
  state.size = { width, height, across, down };
}

/**
 * @param {number} x
 * @param {number} y
 */
function quadrant(x, y) {
  if (Math.abs(x) <= 1e-6 || Math.abs(y) <= 1e-6) return "axis";
  return x > 0 ? (y > 0 ? "both" : "found") : y > 0 ? "order" : "neither";
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Ink} ink
 */
function axes(context, state, ink) {
  const { size, data } = state;
  const [middleX, middleY] = [state.toX(0), state.toY(0)];
  context.strokeStyle = ink.quiet;
  context.fillStyle = ink.quiet;
  context.lineWidth = 1;
  context.strokeRect(EDGE.left + 0.5, EDGE.top + 0.5, size.across, size.down);
  context.beginPath();
  context.moveTo(middleX, EDGE.top);
  context.lineTo(middleX, EDGE.top + size.down);
  context.moveTo(EDGE.left, middleY);
  context.lineTo(EDGE.left + size.across, middleY);
  context.stroke();
  context.font = `12px ${state.font}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  const steps = data.log ? TICKS : [0.1, 0.2, 0.4, 0.8].filter((least) => state.reachX < 4 * least || least >= 0.2);
  for (const tick of [0, ...steps.flatMap((step) => [-step, step])]) {
    if (state.bend(Math.abs(tick)) <= state.reachX) {
      const digits = data.log ? 0 : 1;
      context.fillText(tick ? signed(tick, digits) : "0", state.toX(tick), EDGE.top + size.down + 6);
    }
  }
  context.fillStyle = ink.ink;
  context.fillText(data.xTitle, EDGE.left + size.across / 2, EDGE.top + size.down + 25);
  context.fillStyle = ink.quiet;
  context.textAlign = "right";
  context.textBaseline = "middle";
  const apart = state.reachY > 0.9 ? 0.5 : state.reachY > 0.35 ? 0.2 : 0.1;
  for (let tick = -10 * apart; tick <= 10 * apart + 1e-9; tick += apart) {
    if (Math.abs(tick) <= state.reachY) context.fillText(signed(Math.abs(tick) < 1e-9 ? 0 : tick, 1), EDGE.left - 7, state.toY(tick));
  }
  context.save();
  context.translate(13, EDGE.top + size.down / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillStyle = ink.ink;
  context.fillText(data.yTitle, 0, 0);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Ink} ink
 */
function margins(context, state, ink) {
  const { size } = state;
  const [above, beside] = [new Float32Array(BINS), new Float32Array(BINS)];
  for (let dot = 0; dot < state.x.length; dot++) {
    above[Math.min(BINS - 1, Math.floor(((state.bend(state.x[dot]) / state.reachX + 1) / 2) * BINS))]++;
    beside[Math.min(BINS - 1, Math.floor(((state.y[dot] / state.reachY + 1) / 2) * BINS))]++;
  }
  context.fillStyle = ink.grid;
  const [most, most2] = [Math.max(...above), Math.max(...beside)];
  const room = EDGE.right - 14;
  for (let bin = 0; bin < BINS; bin++) {
    const high = (EDGE.top - 8) * Math.sqrt(above[bin] / most);
    context.fillRect(EDGE.left + (bin * size.across) / BINS, EDGE.top - 2 - high, size.across / BINS - 1, high);
    const wide = room * Math.sqrt(beside[bin] / most2);
    const top = EDGE.top + size.down - ((bin + 1) * size.down) / BINS;
    context.fillRect(EDGE.left + size.across + 3, top, wide, size.down / BINS - 1);
  }
}

/** @param {State} state */
function draw(state) {
  const { canvas, size, data } = state;
  const ink = data.colours[ground(state.root)];
  const fine = scale();
  canvas.width = Math.round(size.width * fine);
  canvas.height = Math.round(size.height * fine);
  canvas.style.height = `${size.height}px`;
  const context = pen(canvas);
  context.scale(fine, fine);
  margins(context, state, ink);
  axes(context, state, ink);
  const tone = { both: ink.second, neither: ink.first, order: ink.mixed, found: ink.mixed, axis: ink.unlevelled };
  const radius = state.x.length > 2000 ? 2.2 : 3.2;
  for (const front of [false, true]) {
    for (let dot = 0; dot < state.x.length; dot++) {
      if (state.picked.has(dot) !== front) continue;
      context.globalAlpha = state.picked.size === 0 ? 0.5 : front ? 0.95 : 0.1;
      context.fillStyle = tone[quadrant(state.x[dot], state.y[dot])];
      context.beginPath();
      context.arc(state.toX(state.x[dot]), state.toY(state.y[dot]), radius, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.globalAlpha = 1;
  if (state.path.length > 1) {
    context.beginPath();
    state.path.forEach(([x, y], at) => (at ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    context.strokeStyle = ink.ink;
    context.setLineDash([5, 4]);
    context.lineWidth = 1.5;
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 0.08;
    context.fillStyle = ink.ink;
    context.fill();
    context.globalAlpha = 1;
  }
}

/**
 * @param {State} state
 * @param {number[]} dots
 */
function tell(state, dots) {
  state.picked = new Set(dots);
  draw(state);
  say(state);
  state.root.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", "false"));
  state.set("picked", { version: state.data.version, dots: [...dots] });
}

/** @param {State} state */
function say(state) {
  const count = state.picked.size;
  state.live.textContent = count
    ? `${grouped(count)} of ${grouped(state.x.length)} queries picked; Escape lets them go`
    : "Draw round dots to pick them, or press a corner's name.";
}

/**
 * @param {State} state
 * @param {number} x
 * @param {number} y
 */
function nearest(state, x, y) {
  let [best, found] = [NEAR * NEAR, -1];
  for (let dot = 0; dot < state.x.length; dot++) {
    const away = (state.toX(state.x[dot]) - x) ** 2 + (state.toY(state.y[dot]) - y) ** 2;
    if (away < best) [best, found] = [away, dot];
  }
  return found;
}

/**
 * @param {State} state
 * @param {number} x
 * @param {number} y
 */
function hover(state, x, y) {
  const dot = nearest(state, x, y);
  state.tip.hidden = dot < 0;
  if (dot < 0) return;
  const { data } = state;
  const moved = data.log ? `${signed(state.x[dot], state.x[dot] % 1 ? 1 : 0)} places` : signed(state.x[dot], 3);
  state.tip.textContent = `${data.xShort} ${moved}, CS@100 ${signed(state.y[dot], 3)}`;
  state.tip.style.left = `${Math.min(x + 12, state.size.width - 230)}px`;
  state.tip.style.top = `${y + 14}px`;
}

/** @param {State} state */
function listen(state) {
  const { canvas } = state;
  const at = (/** @type {MouseEvent} */ event) => /** @type {Spot} */ ([event.offsetX, event.offsetY]);
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    state.path = [at(event)];
  };
  canvas.onpointermove = (event) => {
    if (!state.path.length) return hover(state, ...at(event));
    state.path.push(at(event));
    draw(state);
  };
  canvas.onpointerup = (event) => {
    const path = state.path;
    state.path = [];
    const long = path.some(([x, y]) => Math.hypot(x - path[0][0], y - path[0][1]) > 6);
    const every = [...state.x.keys()];
    const one = nearest(state, ...at(event));
    const dots = long ? every.filter((dot) => inside(path, state.toX(state.x[dot]), state.toY(state.y[dot]))) : one < 0 ? [] : [one];
    tell(state, dots);
  };
  canvas.onpointerleave = () => (state.tip.hidden = true);
  canvas.ondblclick = () => tell(state, []);
  state.root.onkeydown = (event) => event.key === "Escape" && tell(state, []);
}

/** @param {State} state */
function corners(state) {
  for (const button of state.root.querySelectorAll("button")) {
    const name = button.className;
    const dots = [...state.x.keys()].filter((dot) => quadrant(state.x[dot], state.y[dot]) === name);
    button.textContent = `${state.data.names[name]}: ${grouped(dots.length)}`;
    button.onclick = () => {
      const again = button.getAttribute("aria-pressed") === "true";
      tell(state, again ? [] : dots);
      button.setAttribute("aria-pressed", String(!again));
    };
  }
}

/** @param {State} state */
function redraw(state) {
  place(state);
  draw(state);
}

/** @param {Call<Data>} call */
export default function ({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".plane"));
  const state = /** @type {State} */ (keptOf(root, { picked: new Set(), path: [] }, redraw));
  const fresh = state.data?.version !== data.version;
  Object.assign(state, { data, set: setStateValue });
  if (fresh) state.picked = new Set();
  measure(state);
  redraw(state);
  corners(state);
  listen(state);
  if (fresh) say(state);
  return watched(state);
}
