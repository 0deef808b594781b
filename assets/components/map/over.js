// What lies over the items: outlines, lines, words, thumbnails, and the marks of the query and of what is chosen.

import { pen } from "../shared/dom.js";
import { LIT, PLAIN } from "./paint.js";

const TAU = 2 * Math.PI;
const THUMB = 46; // pixels
const NEAR_ENOUGH = 2.2; // zoom from which thumbnails take the place of dots
const MOST_THUMBS = 90;

/** @typedef {{ text: string, paper: string, own: string, font: string }} Ink */
/** @typedef {(x: number, y: number) => [number, number]} At Where a place is drawn. */

export class Pictures {
  /** @param {() => void} redraw Called when one has come. */
  constructor(redraw) {
    this.redraw = redraw;
    /** @type {Map<string, HTMLImageElement>} By address, the latest used last. */
    this.kept = new Map();
  }

  /**
   * The picture, if it is there; it is asked for if it is not.
   * @param {string} address
   * @returns {HTMLImageElement | null}
   */
  get(address) {
    let image = this.kept.get(address);
    this.kept.delete(address);
    if (!image) {
      image = new Image();
      image.onload = this.redraw;
      image.src = address;
    }
    this.kept.set(address, image);
    if (this.kept.size > 400) this.kept.delete([...this.kept.keys()][0]);
    return image.complete && image.naturalWidth ? image : null;
  }
}

export class Over {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = pen(canvas);
    this.width = this.height = 0;
    this.font = "";
    /** @type {[number, number, number][]} */
    this.taken = []; // where words stand: their middle and half their width
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {number} ratio
   * @param {string} font
   */
  begin(width, height, ratio, font) {
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, width, height);
    Object.assign(this, { width, height, font, taken: [] });
    this.context.lineJoin = this.context.lineCap = "round";
  }

  /**
   * The pixel of an item.
   * @param {Float32Array} places
   * @param {import("./scene.js").Fit} fit
   * @param {number} item
   * @returns {[number, number]}
   */
  spot(places, fit, item) {
    return [fit.a * places[2 * item] + fit.b, fit.c * places[2 * item + 1] + fit.d];
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} [margin]
   */
  sees(x, y, margin = 30) {
    return x > -margin && y > -margin && x < this.width + margin && y < this.height + margin;
  }

  /**
   * @param {number[]} points
   * @param {boolean} [closed]
   */
  path(points, closed = true) {
    this.context.beginPath();
    for (let at = 0; at < points.length; at += 2) this.context.lineTo(points[at], points[at + 1]);
    if (closed) this.context.closePath();
  }

  /**
   * The outlines of levels, the widest first.
   * @param {import("./joint_map.js").Frame["outlines"]} outlines
   * @param {string[]} palette
   * @param {At} at
   * @param {Ink} ink
   */
  outlines(outlines, palette, at, ink) {
    for (const { paths, level, label } of outlines) {
      const colour = palette[level];
      const lines = paths.map((path) => path.map((value, place) => (place & 1 ? at(0, value)[1] : at(value, 0)[0])));
      for (const line of lines) {
        this.path(line);
        this.stroke(ink.paper, 4.5);
        this.stroke(colour, 2);
      }
      const points = lines.reduce((longest, line) => (line.length > longest.length ? line : longest));
      const [axis, sign] = [[1, -1], [0, 1], [0, -1]][(level - 1) % 3]; // named at its top, its right and its left
      let end = 0;
      for (let place = 2; place < points.length; place += 2) {
        if (sign * points[place + axis] > sign * points[end + axis]) end = place;
      }
      this.text(label, points[end], points[end + 1] - 10, colour, ink.paper, "600 12px");
    }
  }

  /**
   * Circles round the middle, each with its name at the top.
   * @param {import("./joint_map.js").Frame["circles"]} circles
   * @param {string[]} palette
   * @param {At} at
   * @param {Ink} ink
   */
  circles(circles, palette, at, ink) {
    const { context } = this, [x, y] = at(0, 0);
    for (const { radius, level } of circles) {
      const pixels = at(radius, 0)[0] - x, colour = level < 0 ? ink.text : palette[level];
      context.beginPath();
      context.arc(x, y, pixels, 0, TAU);
      context.globalAlpha = level < 0 ? 0.18 : 0.9;
      this.stroke(colour, level < 0 ? 1 : 2, level < 0 ? [] : [6, 5]);
      context.globalAlpha = 1;
    }
    circles.forEach(({ radius, level, label }) => {
      const pixels = at(radius, 0)[0] - x, turn = level < 0 ? TAU / 4 : -TAU / 4 + (level - 1) * 0.62; // fanned out
      const [left, top] = [x + pixels * Math.cos(turn), y + pixels * Math.sin(turn)];
      const [colour, font] = level < 0 ? [ink.text, "11px"] : [palette[level], "600 12px"];
      this.text(label, left, top, colour, ink.paper, font);
    });
  }

  /**
   * @param {string} colour
   * @param {number} width
   * @param {number[]} [dash]
   */
  stroke(colour, width, dash = []) {
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.setLineDash(dash);
    this.context.stroke();
    this.context.setLineDash([]);
  }

  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {string} ink
   * @param {string} ground
   * @param {string} font
   */
  text(text, x, y, ink, ground, font) {
    const { context } = this;
    context.font = `${font} ${this.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const half = context.measureText(text).width / 2 + 4;
    const [left, top] = [Math.min(Math.max(x, half), this.width - half), Math.max(y, 10)];
    context.strokeStyle = ground;
    context.lineWidth = 4;
    context.strokeText(text, left, top);
    context.fillStyle = ink;
    context.fillText(text, left, top);
    this.taken.push([left, top, half]);
  }

  /**
   * Words at the middles of clusters, a line higher or lower where a larger cluster's stand already.
   * @param {import("./joint_map.js").Frame["words"]} words
   * @param {At} at
   * @param {Ink} ink
   */
  words(words, at, ink) {
    const { context, taken } = this, short = this.width < 430;
    context.font = `600 13px ${this.font}`;
    for (const [whole, wx, wy] of words) {
      const text = short ? whole.split(",")[0] : whole, [middle, y] = at(wx, wy), half = context.measureText(text).width / 2 + 4;
      if (!this.sees(middle, y, 0)) continue;
      const x = Math.min(Math.max(middle, half), this.width - half);
      const clear = (/** @type {number} */ top) => taken.every((box) => Math.abs(box[0] - x) > box[2] + half || Math.abs(box[1] - top) > 17);
      const top = [y, y - 18, y + 18, y - 36, y + 36].find(clear);
      if (top === undefined) continue;
      this.text(text, x, top, ink.text, ink.paper, "600 13px");
    }
  }

  /**
   * From an item to its true neighbours: whole lines to those that are near on the map too, dashed ones to the others.
   * @param {Float32Array} places
   * @param {import("./scene.js").Fit} fit
   * @param {number} item
   * @param {NonNullable<import("./joint_map.js").Frame["lines"]>} what
   * @param {Ink} ink
   */
  lines(places, fit, item, { rows, near }, ink) {
    const [x, y] = this.spot(places, fit, item);
    rows.forEach((row, rank) => {
      const end = this.spot(places, fit, row);
      this.path([x, y, ...end], false);
      this.stroke(ink.paper, 3.5);
      this.path([x, y, ...end], false);
      this.stroke(ink.text, 1.4, near[rank] ? [] : [4, 4]);
      this.ring(...end, 4.5, ink, 1.2);
    });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {Ink} ink
   * @param {number} [width]
   */
  ring(x, y, radius, ink, width = 1.6) {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, TAU);
    this.stroke(ink.paper, width + 2.4);
    this.stroke(ink.text, width);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {Ink} ink
   */
  star(x, y, radius, ink) {
    const points = [];
    for (let tip = 0; tip < 10; tip += 1) {
      const far = tip & 1 ? radius * 0.45 : radius, turn = (TAU * tip) / 10 - TAU / 4;
      points.push(x + far * Math.cos(turn), y + far * Math.sin(turn));
    }
    this.path(points);
    this.context.fillStyle = ink.own;
    this.context.fill();
    this.stroke(ink.paper, 1.4);
  }

  /**
   * The query: a ringed cross, and thin lines to the items that it was placed by.
   * @param {number} x
   * @param {number} y
   * @param {[number, number][]} ends
   * @param {Ink} ink
   */
  query(x, y, ends, ink) {
    for (const end of ends) {
      this.path([x, y, ...end], false);
      this.stroke(ink.text, 0.8);
    }
    this.ring(x, y, 10, ink, 2);
    for (const [dx, dy] of [[14, 0], [0, 14]]) {
      this.path([x - dx, y - dy, x + dx, y + dy], false);
      this.stroke(ink.paper, 4.4);
      this.stroke(ink.text, 2);
    }
  }

  /**
   * Pictures in place of discs, framed in the disc's colour; none over another.
   * @param {import("./scene.js").Scene} scene
   * @param {Float32Array} places
   * @param {import("./scene.js").Fit} fit
   * @param {Uint8Array} weights
   * @param {(item: number) => string} colourOf
   * @param {(item: number) => string} addressOf
   * @param {Pictures} pictures
   */
  thumbs(scene, places, fit, weights, colourOf, addressOf, pictures) {
    if (scene.zoom < NEAR_ENOUGH && scene.images > MOST_THUMBS) return;
    /** @type {Record<string, [number, number]>} */
    const taken = {};
    const half = THUMB / 2;
    let drawn = 0;
    for (let weight = LIT; weight >= PLAIN && drawn < MOST_THUMBS; weight -= 1) {
      for (let item = 0; item < scene.images && drawn < MOST_THUMBS; item += 1) {
        if (weights[item] !== weight) continue;
        const [x, y] = this.spot(places, fit, item);
        if (!this.sees(x, y, 0)) continue;
        const [column, row] = [Math.floor(x / THUMB), Math.floor(y / THUMB)];
        let free = true;
        for (let at = 0; at < 9 && free; at += 1) {
          const other = taken[`${column + (at % 3) - 1},${row + Math.floor(at / 3) - 1}`];
          free = !other || Math.abs(other[0] - x) > THUMB + 4 || Math.abs(other[1] - y) > THUMB + 4;
        }
        if (!free) continue;
        const image = pictures.get(addressOf(item));
        if (!image) continue;
        taken[`${column},${row}`] = [x, y];
        this.context.fillStyle = colourOf(item);
        this.context.fillRect(x - half - 2, y - half - 2, THUMB + 4, THUMB + 4);
        this.context.drawImage(image, x - half, y - half, THUMB, THUMB);
        drawn += 1;
      }
    }
  }

  /**
   * @param {number[]} path
   * @param {Ink} ink
   */
  lasso(path, ink) {
    this.path(path);
    this.context.fillStyle = `${ink.text}18`;
    this.context.fill();
    this.stroke(ink.text, 1.5, [5, 4]);
  }
}
