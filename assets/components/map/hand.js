// What the visitor's hand does on a pane: drag to move, wheel and pinch to come near, lasso, click, hover.

const STILL = 4; // pixels that a click may move
const REACH = 12; // pixels round an item that belong to it

/** @typedef {import("./joint_map.js").Pane} Pane */

export class Hand {
  /** @param {import("./joint_map.js").JointMap} map */
  constructor(map) {
    this.map = map;
    /** @type {Map<number, [number, number]>} */
    this.pointers = new Map();
    this.armed = false;
    this.moved = 0; // pixels since a pointer went down
    /** @type {{ pane: Pane, path: number[], add: boolean } | null} */
    this.lasso = null;
  }

  /** @param {Pane} pane */
  take(pane) {
    const { root } = pane;
    root.onpointerdown = (event) => this.down(event, pane);
    root.onpointermove = (event) => this.move(event, pane);
    root.onpointerup = root.onpointercancel = (event) => this.up(event, pane);
    root.onpointerleave = () => this.pointers.size || this.map.hover(-1, pane);
    root.ondblclick = () => this.map.clear();
    root.addEventListener("wheel", (event) => this.wheel(event, pane), { passive: false });
  }

  /** @param {boolean} on Whether the next drag is a lasso. */
  arm(on) {
    this.armed = on;
    this.map.lassoing.setAttribute("aria-pressed", String(on));
  }

  /**
   * @param {MouseEvent} event
   * @param {Pane} pane
   * @returns {[number, number]}
   */
  spot(event, pane) {
    const box = pane.root.getBoundingClientRect();
    return [event.clientX - box.left - pane.root.clientLeft, event.clientY - box.top - pane.root.clientTop];
  }

  /**
   * @param {PointerEvent} event
   * @param {Pane} pane
   */
  down(event, pane) {
    if (event.button || !pane.fit) return;
    const [x, y] = this.spot(event, pane);
    this.map.root.focus({ preventScroll: true });
    pane.root.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, [x, y]);
    this.moved = 0;
    const draws = (event.shiftKey || this.armed) && this.pointers.size === 1;
    this.lasso = draws ? { pane, path: [x, y], add: event.ctrlKey || event.metaKey } : null;
    this.map.hover(-1, pane);
  }

  /**
   * @param {PointerEvent} event
   * @param {Pane} pane
   */
  move(event, pane) {
    const [x, y] = this.spot(event, pane), before = this.pointers.get(event.pointerId), { map } = this;
    if (!before) {
      const item = map.under(pane, x, y, REACH);
      pane.root.classList.toggle("over-item", item >= 0);
      map.hover(item, pane);
      return;
    }
    this.moved += Math.abs(x - before[0]) + Math.abs(y - before[1]);
    this.pointers.set(event.pointerId, [x, y]);
    if (this.pointers.size === 2) this.pinch(event.pointerId, before, [x, y], pane);
    else if (this.lasso) this.lasso.path.push(x, y);
    else if (this.moved > STILL && pane.fit) {
      pane.root.classList.add("dragging");
      map.scene.x -= (x - before[0]) / pane.fit.a;
      map.scene.y -= (y - before[1]) / pane.fit.c;
    }
    map.later(!!this.lasso);
  }

  /**
   * @param {number} moving
   * @param {[number, number]} before
   * @param {[number, number]} pair
   * @param {Pane} pane
   */
  pinch(moving, before, [x, y], pane) {
    const [[, other]] = [...this.pointers].filter(([id]) => id !== moving);
    const apart = (/** @type {[number, number]} */ [px, py]) => Math.max(10, Math.hypot(px - other[0], py - other[1]));
    this.lasso = null;
    this.map.zoomBy(apart([x, y]) / apart(before), pane, (x + other[0]) / 2, (y + other[1]) / 2);
  }

  /**
   * @param {PointerEvent} event
   * @param {Pane} pane
   */
  up(event, pane) {
    if (!this.pointers.delete(event.pointerId)) return;
    pane.root.classList.remove("dragging");
    const { lasso, map } = this, [x, y] = this.spot(event, pane);
    this.lasso = null;
    if (lasso && lasso.path.length > 6) {
      this.arm(false);
      map.selectInside(lasso);
    } else if (this.moved <= STILL && event.type === "pointerup") {
      const item = map.under(pane, x, y, REACH);
      if (item >= 0) map.choose(item);
    }
    map.later();
  }

  /**
   * @param {WheelEvent} event
   * @param {Pane} pane
   */
  wheel(event, pane) {
    event.preventDefault();
    const lines = event.deltaMode ? 0.05 : 0.0016;
    this.map.zoomBy(Math.exp(-event.deltaY * lines), pane, ...this.spot(event, pane));
  }
}
