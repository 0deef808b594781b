// The card beside an item: its picture, its caption letter by letter, and what its colour says.

import { attribute, make } from "../shared/dom.js";

/** @typedef {{ kind: string, id: string, caption: string, image: number }} Said What an item is. */

export class Card {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = make("div", "card", parent);
    this.root.hidden = true;
    this.picture = attribute(make("img", "picture", this.root), { alt: "" });
    this.picture.onload = () => this.picture.classList.add("there");
    const words = make("div", "words", this.root);
    this.caption = make("div", "caption", words);
    this.facts = make("div", "facts", words);
    this.kept = new Map();
    this.item = -1;
  }

  /**
   * What an item is, asked of the server once.
   * @param {string} address
   * @returns {Promise<Said | null>}
   */
  async said(address) {
    if (!this.kept.has(address)) {
      if (this.kept.size > 2000) this.kept.clear();
      this.kept.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
    }
    return this.kept.get(address);
  }

  /**
   * Shows what an item is, once that is known; null where another is asked for by then.
   * @param {number} item
   * @param {number} x
   * @param {number} y
   * @param {{ width: number, height: number }} bounds
   * @param {{ address: string, picture: string | null, facts: string }} what
   */
  async show(item, x, y, bounds, { address, picture, facts }) {
    const before = this.item;
    this.item = item;
    const said = await this.said(address);
    if (this.item !== item || !said) return null; // the pointer has gone on
    if (before === item && !this.root.hidden) return said;
    this.caption.textContent = said.caption;
    this.facts.textContent = [said.kind, said.id, facts].filter(Boolean).join(" · ");
    this.picture.classList.remove("there");
    this.picture.hidden = !picture;
    if (picture) this.picture.src = picture.replace("{image}", String(said.image));
    this.root.dataset.item = String(item);
    this.root.hidden = false;
    this.place(x, y, bounds);
    return said;
  }

  /**
   * Beside the item, on the side where there is room.
   * @param {number} x
   * @param {number} y
   * @param {{ width: number, height: number }} bounds
   */
  place(x, y, bounds) {
    const { offsetWidth: wide, offsetHeight: high } = this.root;
    const left = x + 18 + wide > bounds.width ? x - wide - 18 : x + 18;
    this.root.style.left = `${Math.max(4, Math.min(left, bounds.width - wide - 4))}px`;
    this.root.style.top = `${Math.max(4, Math.min(y - high / 2, bounds.height - high - 4))}px`;
  }

  hide() {
    this.item = -1;
    this.root.hidden = true;
  }
}
