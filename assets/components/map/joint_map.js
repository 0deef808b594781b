// The joint map, a component of the page. Places come by address, once; colours, outlines and what is chosen with each
// redraw. Nothing of a data set is ever read as markup.

import { bitsOf, bytesOf, packed } from "../shared/bytes.js";
import { pixel } from "../shared/colour.js";
import { living } from "../shared/component.js";
import { attribute, make, shape } from "../shared/dom.js";
import { grouped } from "../shared/numbers.js";
import { printable, scale } from "../shared/scale.js";
import { ground, inherited } from "../shared/theme.js";
import { Card } from "./card.js";
import { Clock } from "./clock.js";
import { Hand } from "./hand.js";
import { Keys } from "./keys.js";
import { Over, Pictures } from "./over.js";
import { DIM, LIT, PLAIN, Painter } from "./paint.js";
import { HIDDEN, Scene } from "./scene.js";

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
 * @typedef {object} Pane
 * @property {number} index
 * @property {HTMLDivElement} root
 * @property {Painter} painter Of the items.
 * @property {Over} over What lies over them.
 * @property {HTMLSpanElement} name
 * @property {import("./scene.js").Fit} [fit] Once it is drawn.
 */

/**
 * @typedef {object} Frame
 * @property {string} address Of its places.
 * @property {string} label
 * @property {Pair<string> | null} colour Of the label.
 * @property {[string, number, number][]} words
 * @property {{ level: number, label: string, paths: number[][] }[]} outlines
 * @property {{ radius: number, level: number, label: string }[]} circles
 * @property {{ rows: number[], near: boolean[] } | null} lines To true neighbours.
 * @property {[number, number] | null} query
 */

/**
 * What the page tells: sets of items are bits, eight a byte, in base64.
 * @typedef {object} Data
 * @property {Frame[]} frames
 * @property {boolean} side Side by side, or one after the other.
 * @property {string} field What the colours say.
 * @property {string[]} colours A byte an item, a set for all frames or one each.
 * @property {Pair<string[]>} palette
 * @property {string[]} labels What each colour means.
 * @property {{ stamp: string, item: number, bits: string }} selection
 * @property {string} hits What was found; empty where nothing was looked for.
 * @property {string} kept What is not dimmed.
 * @property {{ of: number, rows: number[], colour: Pair<string> }} own
 * @property {number[]} placed
 * @property {string} search The label of the field that `/` leads to.
 * @property {number} height Pixels.
 * @property {number} images How many; they come first.
 * @property {number} radius The scale where 0, 0 is the middle; 0 elsewhere.
 * @property {string} whose
 * @property {string} item The template of the addresses of what items are.
 * @property {string | null} picture The template of the addresses of pictures.
 * @property {string} label
 * @property {"images" | "captions" | "both"} shown
 * @property {boolean} thumbs
 */

const ICONS = {
  lasso: "M5 14c-3-4 1-10 8-10s11 5 7 9-10 4-13 1c-2-2 1-4 3-2s0 6-4 8",
  nearer: "M5 12h14M12 5v14",
  farther: "M5 12h14",
  home: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
};
const KEYS = "Shift + drag: lasso · double click: clear · N or arrows: true neighbours · /: search";

/**
 * @param {HTMLElement} parent
 * @param {string} path What is drawn on it.
 * @param {string} label
 * @param {() => void} onclick
 */
function button(parent, path, label, onclick) {
  const element = attribute(make("button", "", parent), { type: "button", "aria-label": label, title: label });
  shape("path", { d: path }, shape("svg", { viewBox: "0 0 24 24" }, element));
  element.onclick = onclick;
  return element;
}

const many = (/** @type {number} */ count, /** @type {string} */ name) =>
  count ? `${grouped(count)} ${name}${count === 1 ? "" : "s"}` : "";

const kinds = (/** @type {number} */ count, /** @type {number} */ images) =>
  [many(images, "image"), many(count - images, "caption")].filter(Boolean).join(" and ");

/** @implements {Living<Data>} */
export class JointMap {
  /** @type {Data} Once the first redraw has come. */
  data;

  /** @type {Call<Data>["setStateValue"]} */
  send;

  /** @type {Data} The newest, whose places may be on their way. */
  told;

  /** @type {string | undefined} Of the places that are held. */
  addresses;

  /** @type {string} Of the selection. */
  stamp = "";

  /** @type {"light" | "dark"} */
  theme = "light";

  /** @type {import("./over.js").Ink} */
  ink;

  /** @type {string[]} */
  palette = [];

  /** @type {Uint8Array[]} */
  colours = [];

  /** @type {Uint8Array | undefined} How strongly each item is drawn. */
  weights;

  whole = false; // whether all of it is due, not only what lies over the items
  due = 0;

  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.scene = new Scene();
    this.pictures = new Pictures(() => this.later(true));
    this.sent = new Set(); // stamps of selections that come from here
    /** @type {{ item: number, bits: Uint8Array, count: number, images: number }} */
    this.selected = { item: -1, bits: new Uint8Array(0), count: 0, images: 0 };
    this.hovered = this.focus = -1;
    /** @type {Pane[]} */
    this.panes = [];
    /** @type {HTMLElement & { map?: JointMap }} */
    this.root = attribute(make("div", "root", parent), { role: "application", tabindex: 0 });
    this.stage = make("div", "panes", this.root);
    const buttons = attribute(make("div", "buttons", this.root), { "data-screen": "" });
    this.hand = new Hand(this);
    this.lassoing = button(buttons, ICONS.lasso, "Lasso: then drag round items", () => this.hand.arm(!this.hand.armed));
    button(buttons, ICONS.nearer, "Zoom in", () => this.zoomBy(1.5));
    button(buttons, ICONS.farther, "Zoom out", () => this.zoomBy(1 / 1.5));
    button(buttons, ICONS.home, "Show all", () => this.home());
    this.card = new Card(this.root);
    this.clock = new Clock(this.root, button, (label) => this.moved(label));
    const foot = attribute(make("div", "foot", this.root), { "data-screen": "" });
    this.live = attribute(make("span", "live", foot), { "aria-live": "polite" });
    make("span", "keys", foot).textContent = KEYS;
    this.keys = new Keys(this);
    this.root.onblur = () => this.card.hide();
    printable(this.root, () => this.draw());
    this.root.map = this; // where tests ask for an item's pixel
    this.watch = new ResizeObserver(() => this.later());
    this.watch.observe(this.stage);
  }

  // --- what the page says --------------------------------------------------------------------------------------------

  /** @param {Call<Data>} call */
  async update({ data, setStateValue }) {
    this.told = data;
    this.send = setStateValue;
    this.root.setAttribute("aria-label", data.label);
    this.root.style.setProperty("--high", `${data.height}px`);
    const addresses = data.frames.map((frame) => frame.address).join();
    const buffers = addresses === this.addresses ? null : await this.fetch(data.frames);
    if (this.told !== data || (!buffers && addresses !== this.addresses)) return; // something newer, or nothing came
    this.data = data; // panes, places and colours change together: what is drawn meanwhile is drawn of the old ones
    if (buffers) this.hold(buffers, addresses);
    this.lay(data.side ? data.frames.length : 1);
    this.adopt(data.selection);
    this.tint();
    this.clock.set(data.frames, this.theme, !data.side);
    this.draw();
  }

  /** @param {number} count */
  lay(count) {
    for (const pane of this.panes.splice(count)) pane.root.remove();
    while (this.panes.length < count) {
      const root = make("div", "pane", this.stage), index = this.panes.length;
      const painter = new Painter(make("canvas", "items", root)), over = new Over(make("canvas", "over", root));
      /** @type {Pane} */
      const pane = { index, root, painter, over, name: make("span", "name", root) };
      this.hand.take(pane);
      this.panes.push(pane);
    }
  }

  /**
   * Asks for the places; null where they cannot be had.
   * @param {Frame[]} frames
   */
  async fetch(frames) {
    this.say("Loading the map …");
    try {
      const answers = await Promise.all(frames.map((frame) => fetch(frame.address)));
      if (answers.some((answer) => !answer.ok)) throw new Error("no such map");
      return await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    } catch {
      this.say("The map could not be loaded. Reload the page.");
      return null;
    }
  }

  /**
   * @param {ArrayBuffer[]} buffers
   * @param {string} addresses
   */
  hold(buffers, addresses) {
    this.clock.stop();
    this.scene.hold(buffers, this.data.images, this.data.radius);
    this.addresses = addresses;
    if (this.selected.bits.length !== this.scene.count) this.keep(-1, new Uint8Array(this.scene.count));
    this.say(kinds(this.selected.count, this.selected.images));
  }

  /**
   * Takes a selection that the server made; those that were sent from here are known already.
   * @param {Data["selection"]} what
   */
  adopt({ stamp, item, bits }) {
    if (stamp === this.stamp || this.sent.has(stamp)) return;
    this.stamp = stamp;
    this.keep(item, bitsOf(bits, this.scene.count));
  }

  /**
   * @param {number} item
   * @param {Uint8Array} bits
   */
  keep(item, bits) {
    const sum = (/** @type {Uint8Array} */ all) => all.reduce((total, bit) => total + bit, 0), count = sum(bits);
    this.selected = { item, bits, count, images: sum(bits.subarray(0, this.scene.images)) };
    this.focus = this.keys.place = -1;
    this.say(count ? `${kinds(count, this.selected.images)} selected` : "");
    Object.assign(this.root.dataset, { selected: count, item });
  }

  // Colours, and how strongly each item is drawn: what is selected, else what was found, stands out.
  tint() {
    const { data, scene } = this, { bits, count } = this.selected;
    const [text, paper] = ["--st-text-color", "--st-background-color"].map((name) => inherited(this.root, name));
    this.theme = ground(this.root);
    this.ink = { text, paper, own: data.own.colour[this.theme], font: getComputedStyle(this.root).fontFamily };
    this.palette = data.palette[this.theme];
    this.colours = data.colours.map(bytesOf);
    const [hits, kept] = [data.hits, data.kept].map((set) => (set ? bitsOf(set, scene.count) : null));
    this.weights = new Uint8Array(scene.count).fill(count || hits ? DIM : PLAIN);
    for (let item = 0; item < scene.count; item += 1) {
      if (kept && kept[item] && !count) this.weights[item] = PLAIN;
      if (hits && hits[item]) this.weights[item] = count ? PLAIN : LIT;
      if (count && bits[item]) this.weights[item] = LIT;
    }
    if (data.shown === "images") this.weights.fill(HIDDEN, scene.images);
    if (data.shown === "captions") this.weights.fill(HIDDEN, 0, scene.images);
  }

  // --- drawing -------------------------------------------------------------------------------------------------------

  /** @param {Pane} pane */
  places(pane) {
    return this.scene.places(pane.index, this.data.side, this.clock.time);
  }

  /** @param {Pane} pane */
  frameIn(pane) {
    return this.data.frames[this.data.side ? pane.index : Math.round(this.clock.time)];
  }

  /** @param {Pane} pane */
  coloursIn(pane) {
    return this.colours[Math.min(pane.index, this.colours.length - 1)];
  }

  /**
   * At the next frame: all of it, or only what lies over the items.
   * @param {boolean} [over]
   */
  later(over = false) {
    this.whole ||= !over;
    this.due ||= requestAnimationFrame(() => {
      this.due = 0;
      if (this.whole) this.draw();
      else this.drawOver();
    });
  }

  draw() {
    this.whole = false;
    if (!this.weights || !this.stage.offsetWidth) return;
    const began = performance.now(), ratio = scale(), { scene, data, weights } = this;
    const palette = this.palette.map(pixel), paper = pixel(this.ink.paper);
    for (const pane of this.panes) {
      const { clientWidth: width, clientHeight: high } = pane.root, places = this.places(pane);
      const fit = (pane.fit = scene.fit(width, high)), colours = this.coloursIn(pane);
      pane.painter.size(width, high, ratio);
      pane.painter.paint({ scene, places, fit, ratio, colours, palette, paper, weights });
      const frame = data.side ? data.frames[pane.index] : null;
      pane.name.textContent = frame?.label ?? "";
      pane.name.style.color = frame?.colour?.[this.theme] ?? "";
    }
    this.drawOver();
    const ms = (performance.now() - began).toFixed(1);
    Object.assign(this.root.dataset, { ms, zoom: scene.zoom.toFixed(3), theme: this.theme, field: data.field, ready: data.whose });
  }

  drawOver() {
    if (!this.weights) return;
    for (const pane of this.panes) if (pane.fit) this.overPane(pane, pane.fit, this.weights);
  }

  /**
   * @param {Pane} pane One that is drawn.
   * @param {import("./scene.js").Fit} fit
   * @param {Uint8Array} weights
   */
  overPane(pane, fit, weights) {
    const { scene, data, ink, selected, palette } = this, { index, root, over } = pane, { picture } = data;
    const places = this.places(pane), colours = this.coloursIn(pane), still = data.side || Number.isInteger(this.clock.time);
    const frame = this.frameIn(pane), spot = (/** @type {number} */ item) => over.spot(places, fit, item);
    /** @type {import("./over.js").At} */
    const at = (x, y) => [fit.a * scene.inUnit(x, 0) + fit.b, fit.c * scene.inUnit(y, 1) + fit.d];
    over.begin(root.clientWidth, root.clientHeight, scale(), ink.font);
    if (still) over.circles(frame.circles, palette, at, ink);
    if (still) over.outlines(frame.outlines, palette, at, ink);
    if (data.thumbs && picture) {
      const address = (/** @type {number} */ item) => picture.replace("{image}", String(item));
      over.thumbs(scene, places, fit, weights, (item) => palette[colours[item]], address, this.pictures);
    }
    if (still) over.words(frame.words, at, ink);
    if (frame.lines && data.own.of === selected.item) over.lines(places, fit, selected.item, frame.lines, ink);
    if (data.own.of === selected.item) for (const item of data.own.rows) over.star(...spot(item), 8, ink);
    if (frame.query && still) over.query(...at(...frame.query), data.placed.map(spot), ink);
    if (selected.item >= 0) over.ring(...spot(selected.item), 9, ink, 2.4);
    for (const item of [this.hovered, this.focus]) if (item >= 0) over.ring(...spot(item), 7, ink, 2);
    if (this.hand.lasso && this.hand.lasso.pane.index === index) over.lasso(this.hand.lasso.path, ink);
  }

  // --- what is looked at ---------------------------------------------------------------------------------------------

  /**
   * @param {Pane} pane
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   */
  under(pane, x, y, reach) {
    return this.weights && pane.fit ? this.scene.nearest(this.places(pane), pane.fit, x, y, reach, this.weights) : -1;
  }

  /**
   * @param {number} item
   * @param {Pane} pane
   */
  hover(item, pane) {
    if (item !== this.hovered) {
      this.hovered = item;
      this.drawOver();
      if (item < 0) this.card.hide();
    }
    if (item >= 0) this.tell(item, pane);
  }

  /**
   * The card beside an item; what it says of it.
   * @param {number} item
   * @param {Pane} pane
   */
  tell(item, pane) {
    if (!pane.fit) return null;
    const { data } = this, colour = data.labels[this.coloursIn(pane)[item]];
    const [x, y] = pane.over.spot(this.places(pane), pane.fit, item);
    const bounds = { width: this.root.clientWidth, height: this.stage.clientHeight };
    const said = { address: data.item.replace("{row}", String(item)), picture: data.picture, facts: colour ? `${data.field}: ${colour}` : "" };
    return this.card.show(item, x + pane.root.offsetLeft, y, bounds, said);
  }

  /**
   * Marks an item, brings it into view, and says what it is.
   * @param {number} item
   * @param {string} why
   */
  async look(item, why) {
    const [pane] = this.panes;
    if (!pane.fit) return; // nothing is drawn yet
    const places = this.places(pane), [x, y] = pane.over.spot(places, pane.fit, item);
    const margin = 20, { clientWidth: width, clientHeight: high } = pane.root;
    if (x < margin || y < margin || x > width - margin || y > high - margin) {
      [this.scene.x, this.scene.y] = [places[2 * item], places[2 * item + 1]];
    }
    this.focus = item;
    this.draw();
    this.say(why);
    const said = await this.tell(item, pane);
    if (said && this.focus === item) this.say(`${why}: ${said.caption}`);
  }

  /** @param {string} text */
  say(text) {
    this.live.textContent = text;
  }

  /**
   * @param {number} right
   * @param {number} up
   */
  pan(right, up) {
    this.scene.x += (0.15 * right) / this.scene.zoom;
    this.scene.y += (0.15 * up) / this.scene.zoom;
    this.card.hide();
    this.later();
  }

  /**
   * @param {number} factor
   * @param {Pane} [pane]
   * @param {number} [x]
   * @param {number} [y]
   */
  zoomBy(factor, pane = this.panes[0], x = pane?.root.clientWidth / 2, y = pane?.root.clientHeight / 2) {
    if (!pane) return; // nothing has come yet
    this.scene.zoomAt(factor, x, y, pane.root.clientWidth, pane.root.clientHeight);
    this.hover(-1, pane);
    this.card.hide();
    this.later();
  }

  home() {
    this.scene.home();
    this.card.hide();
    this.later();
  }

  /** @param {string} label */
  moved(label) {
    this.card.hide();
    this.draw();
    if (label) this.say(label);
  }

  // --- what is chosen ------------------------------------------------------------------------------------------------

  /** @param {number} item */
  choose(item) {
    const bits = new Uint8Array(this.scene.count);
    bits[item] = 1;
    this.select(item, bits);
  }

  /** @param {{ pane: Pane, path: number[], add: boolean }} what */
  selectInside({ pane, path, add }) {
    if (!pane.fit || !this.weights) return;
    const chosen = this.scene.inside(this.places(pane), pane.fit, path, this.weights);
    if (add) this.selected.bits.forEach((bit, item) => (chosen[item] |= bit));
    this.select(-1, chosen);
  }

  clear() {
    if (this.selected.count) this.select(-1, new Uint8Array(this.scene.count));
  }

  /**
   * @param {number} item
   * @param {Uint8Array} bits
   */
  select(item, bits) {
    this.keep(item, bits);
    this.stamp = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    this.sent.add(this.stamp);
    this.tint();
    this.draw();
    this.send("picked", { stamp: this.stamp, item, bits: packed(bits), key: this.data.whose });
  }

  escape() {
    this.clock.stop();
    this.card.hide();
    if (this.hand.lasso || this.hand.armed) {
      this.hand.lasso = null;
      this.hand.arm(false);
    } else if (this.focus >= 0) this.focus = this.keys.place = -1;
    else this.clear();
    this.drawOver();
  }

  close() {
    this.clock.stop();
    this.keys.close();
    this.watch.disconnect();
    this.root.remove();
  }
}

export default living(JointMap);
