// Where the items stand and which of them are meant: places, the view on them, picking, the lasso. Nothing is drawn here.

export const HIDDEN = 255; // the weight of what is not shown

/**
 * A fixed shuffle, so that no colour lies on top because of its items' numbers: captions first, images over them.
 * @param {number} count
 * @param {number} images
 */
function shuffled(count, images) {
  const captions = count - images;
  const order = Uint32Array.from({ length: count }, (_, place) => (place < captions ? place + images : place - captions));
  let state = 1;
  const swap = (/** @type {number} */ from, /** @type {number} */ to) => {
    for (let place = to - 1; place > from; place -= 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const other = from + (state % (place - from + 1));
      [order[place], order[other]] = [order[other], order[place]];
    }
  };
  swap(0, captions);
  swap(captions, count);
  return order;
}

/** @typedef {{ scale: number, a: number, b: number, c: number, d: number }} Fit Pixels for a place: x = a · x + b, y = c · y + d. */

export class Scene {
  constructor() {
    /** @type {Float32Array[]} */
    this.frames = []; // layouts, all fitted together into [-1, 1]
    this.count = 0;
    this.images = 0;
    this.zoom = 1;
    this.x = 0; // what stands in the middle
    this.y = 0;
    this.unit = { x: 0, y: 0, scale: 1, wide: 1, high: 1 };
    this.between = new Float32Array(0);
    this.betweenTime = -1;
    this.order = new Uint32Array(0);
  }

  /**
   * Takes the layouts' files.
   * @param {ArrayBuffer[]} buffers 32-bit x and y an item, nan where it has none.
   * @param {number} images
   * @param {number} radius The scale where the middle is 0, 0; 0 elsewhere.
   */
  hold(buffers, images, radius) {
    const raw = buffers.map((buffer) => new Float32Array(buffer));
    this.count = raw.length ? raw[0].length / 2 : 0;
    this.images = images;
    this.unit = radius ? { x: 0, y: 0, scale: 1 / radius, wide: 1, high: 1 } : this.around(raw);
    this.frames = raw.map((places) => Float32Array.from(places, (value, at) => this.inUnit(value, at & 1)));
    this.between = new Float32Array(2 * this.count);
    this.betweenTime = -1;
    this.order = shuffled(this.count, this.images);
  }

  /** @param {Float32Array[]} raw */
  around(raw) {
    const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
    for (const places of raw) {
      for (let at = 0; at < places.length; at += 1) {
        if (places[at] < low[at & 1]) low[at & 1] = places[at]; // not where it is nan
        if (places[at] > high[at & 1]) high[at & 1] = places[at];
      }
    }
    const spans = [high[0] - low[0], high[1] - low[1]];
    const scale = 2 / (Math.max(...spans) || 1);
    const [wide, tall] = spans.map((span) => (span * scale) / 2 || 1);
    return { x: (low[0] + high[0]) / 2, y: (low[1] + high[1]) / 2, scale, wide, high: tall };
  }

  /**
   * @param {number} value
   * @param {number} axis
   */
  inUnit(value, axis) {
    return (value - (axis ? this.unit.y : this.unit.x)) * this.unit.scale;
  }

  /**
   * The places in one pane: of its own layout side by side, else at a time, between two layouts where it is not whole.
   * @param {number} pane
   * @param {boolean} side
   * @param {number} time
   */
  places(pane, side, time) {
    if (side) return this.frames[pane];
    const first = Math.floor(time), part = time - first;
    if (!part) return this.frames[first];
    if (this.betweenTime !== time) {
      const [from, to] = [this.frames[first], this.frames[first + 1]];
      for (let at = 0; at < this.between.length; at += 1) this.between[at] = from[at] + (to[at] - from[at]) * part;
      this.betweenTime = time;
    }
    return this.between;
  }

  /**
   * @param {number} width Of a pane.
   * @param {number} height
   * @returns {Fit}
   */
  fit(width, height) {
    const scale = 0.93 * Math.min(width / 2 / this.unit.wide, height / 2 / this.unit.high) * this.zoom;
    return { scale, a: scale, b: width / 2 - this.x * scale, c: -scale, d: height / 2 + this.y * scale };
  }

  /**
   * @param {number} factor
   * @param {number} px
   * @param {number} py
   * @param {number} width
   * @param {number} height
   */
  zoomAt(factor, px, py, width, height) {
    const before = this.fit(width, height);
    const at = [(px - before.b) / before.a, (py - before.d) / before.c];
    this.zoom = Math.min(Math.max(this.zoom * factor, 0.5), 200);
    const after = this.fit(width, height);
    this.x += at[0] - (px - after.b) / after.a;
    this.y += at[1] - (py - after.d) / after.c;
  }

  home() {
    this.zoom = 1;
    this.x = this.y = 0;
  }

  /**
   * The item nearest to a pixel within a reach, among those that are shown; -1 where there is none.
   * @param {Float32Array} places
   * @param {Fit} fit
   * @param {number} px
   * @param {number} py
   * @param {number} reach Pixels.
   * @param {Uint8Array} weights
   */
  nearest(places, fit, px, py, reach, weights) {
    let best = reach * reach, found = -1;
    for (let item = 0; item < this.count; item += 1) {
      if (weights && weights[item] === HIDDEN) continue;
      const dx = fit.a * places[2 * item] + fit.b - px, dy = fit.c * places[2 * item + 1] + fit.d - py;
      const apart = dx * dx + dy * dy;
      if (apart < best || (apart === best && item < this.images && found >= this.images)) [best, found] = [apart, item];
    }
    return found;
  }

  /**
   * The items inside a path, by the even-odd rule, one a byte.
   * @param {Float32Array} places
   * @param {Fit} fit
   * @param {number[]} path Pixels: x, y, x, y, …
   * @param {Uint8Array} weights
   */
  inside(places, fit, path, weights) {
    const chosen = new Uint8Array(this.count);
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    for (let at = 0; at < path.length; at += 2) {
      left = Math.min(left, path[at]);
      right = Math.max(right, path[at]);
      top = Math.min(top, path[at + 1]);
      bottom = Math.max(bottom, path[at + 1]);
    }
    for (let item = 0; item < this.count; item += 1) {
      const x = fit.a * places[2 * item] + fit.b, y = fit.c * places[2 * item + 1] + fit.d;
      if (x < left || x > right || y < top || y > bottom || weights[item] === HIDDEN) continue;
      let odd = 0;
      for (let at = 0, last = path.length - 2; at < path.length; last = at, at += 2) {
        const [fromX, fromY, toX, toY] = [path[at], path[at + 1], path[last], path[last + 1]];
        if (fromY > y !== toY > y && x < fromX + ((toX - fromX) * (y - fromY)) / (toY - fromY)) odd ^= 1;
      }
      chosen[item] = odd;
    }
    return chosen;
  }
}
