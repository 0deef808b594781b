// The card beside an item that is pointed at, and the whole picture on request.

import { make } from "../shared/dom.js";
import { address, levelColour, levelName } from "./items.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").Model} Model */
/** @typedef {import("./items.js").Data} Data */

/**
 * Where the other run has an item; nothing where there is no other run.
 * @param {Item} item
 * @param {Model | null} model Whose item it is; null for one of the best order.
 * @param {Data} data
 */
function elsewhere(item, model, data) {
  return data.models.filter((other) => other !== model && data.ideal).map((other) => {
    const at = other.items.findIndex((one) => one.id === item.id);
    return at < 0 ? `not among the first ${other.items.length} in ${other.list}` : `no. ${at + 1} in ${other.list}`;
  });
}

export class Card {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = make("div", "hovered", parent);
    this.root.hidden = true;
    this.dialog = make("dialog", "whole", parent);
    this.dialog.onclick = () => this.dialog.close();
    /** @type {"light" | "dark"} */
    this.ground = "light";
  }

  /**
   * Shows an item beside its picture.
   * @param {HTMLElement} anchor
   * @param {Item} item
   * @param {Model} model Whose pictures are shown.
   * @param {Data} data
   * @param {boolean} best Whether it is one of the best order.
   */
  show(anchor, item, model, data, best) {
    this.root.replaceChildren();
    const source = address(model.card, item);
    if (source) Object.assign(make("img", "", this.root), { src: source, alt: "" }); // the caption stands below
    make("div", "caption", this.root, item.caption);
    if (item.relevance !== null) {
      const colours = data.colours[this.ground], line = make("div", "degree", this.root);
      make("i", "", make("span", "bar", line)).style.cssText = `width:${100 * Math.min(1, item.relevance)}%;background:${levelColour(item.level, colours)}`;
      make("span", "", line, `${levelName(item, data)} · relevance ${item.relevance.toFixed(2)}`);
    }
    for (const text of [...elsewhere(item, best ? null : model, data), item.similar]) {
      if (text) make("div", "small", this.root, text);
    }
    this.root.hidden = false;
    this.place(anchor.getBoundingClientRect());
  }

  /**
   * Below what is pointed at, or above where there is no room.
   * @param {DOMRect} at
   */
  place(at) {
    const { width, height } = this.root.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - 8));
    const top = at.bottom + 8 + height <= innerHeight ? at.bottom + 8 : Math.max(8, at.top - 8 - height);
    Object.assign(this.root.style, { left: `${left}px`, top: `${top}px` });
  }

  hide() {
    this.root.hidden = true;
  }

  /**
   * Shows the whole picture of an item; a click or Escape closes it.
   * @param {Item} item
   * @param {Model} model
   */
  showWhole(item, model) {
    this.hide();
    this.dialog.replaceChildren();
    Object.assign(make("img", "", this.dialog), { src: address(model.whole, item), alt: item.caption });
    make("p", "", this.dialog, item.caption);
    make("button", "", this.dialog, "Close").type = "button";
    this.dialog.showModal();
  }
}
