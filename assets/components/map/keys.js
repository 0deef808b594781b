// The keyboard: the true neighbours one by one, nearer and farther, to the search field, back.

/** @type {Record<string, [number, number]>} */
const PANS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Keys {
  /** @param {import("./joint_map.js").JointMap} map */
  constructor(map) {
    this.map = map;
    this.place = -1; // which true neighbour is looked at
    /** @type {Record<string, () => void>} */
    this.does = {
      n: () => this.walk(1),
      ArrowRight: () => this.walk(1),
      ArrowDown: () => this.walk(1),
      ArrowLeft: () => this.walk(-1),
      ArrowUp: () => this.walk(-1),
      "+": () => map.zoomBy(1.3),
      "=": () => map.zoomBy(1.3),
      "-": () => map.zoomBy(1 / 1.3),
      0: () => map.home(),
      Escape: () => map.escape(),
    };
    this.anywhere = (/** @type {KeyboardEvent} */ event) => {
      const [target] = event.composedPath(), typing = target instanceof Element && /INPUT|TEXTAREA|SELECT/.test(target.tagName);
      if (event.key === "/" && !typing && map.data) this.toSearch(event);
    };
    map.root.onkeydown = (event) => this.pressed(event);
    document.addEventListener("keydown", this.anywhere);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { map } = this, typing = event.target instanceof HTMLInputElement;
    if (typing || !map.weights || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      if (event.target !== map.root || map.focus < 0) return;
      map.choose(map.focus);
    } else if (event.shiftKey && PANS[event.key]) map.pan(...PANS[event.key]);
    else if (this.does[event.key]) this.does[event.key]();
    else return;
    event.preventDefault();
  }

  /**
   * To the next true neighbour of the chosen item; where none is chosen, the one nearest to the middle is.
   * @param {number} step
   */
  walk(step) {
    const { map } = this, { item } = map.selected, [pane] = map.panes, { lines } = map.frameIn(pane);
    if (item < 0) {
      const middle = map.under(pane, pane.root.clientWidth / 2, pane.root.clientHeight / 2, Infinity);
      if (middle >= 0) map.choose(middle);
      return;
    }
    if (!lines || map.data.own.of !== item || !lines.rows.length) return;
    const count = lines.rows.length, next = this.place < 0 && step < 0 ? count - 1 : this.place + step;
    this.place = (next + count) % count;
    const near = lines.near[this.place] ? "near on the map too" : "far away on the map";
    map.look(lines.rows[this.place], `True neighbour ${this.place + 1} of ${count}, ${near}`);
  }

  /** @param {KeyboardEvent} event */
  toSearch(event) {
    const field = /** @type {HTMLInputElement | null} */ (document.querySelector(`input[aria-label="${this.map.data.search}"]`));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }

  close() {
    document.removeEventListener("keydown", this.anywhere);
  }
}
