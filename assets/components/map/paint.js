// Pixels: 30,000 discs and rings are blended into a buffer by hand, which needs no WebGL and is quicker than a path each.

import { pen } from "../shared/dom.js";

export const DIM = 0, PLAIN = 1, LIT = 2; // how strongly an item is drawn
const STRENGTH = [32, 190, 255]; // of 256, by weight

/**
 * What a mark covers of each pixel, 0 to 255, counted over 4 × 4 places a pixel; a ring where `hole` is over 0.
 * @param {number} radius
 * @param {number} hole
 */
function stencil(radius, hole) {
  const half = Math.ceil(radius), side = 2 * half + 1, cover = new Uint8Array(side * side);
  for (let at = 0; at < cover.length; at += 1) {
    let hits = 0;
    for (let part = 0; part < 16; part += 1) {
      const x = (at % side) - half + ((part & 3) - 1.5) / 4;
      const apart = Math.hypot(x, Math.floor(at / side) - half + ((part >> 2) - 1.5) / 4);
      if (apart <= radius && apart >= hole) hits += 1;
    }
    cover[at] = (hits * 255) >> 4;
  }
  return { half, side, cover };
}

/**
 * The marks of both kinds: rings are captions, discs are images.
 * @param {number} radius
 */
function marks(radius) {
  return { disc: stencil(radius * 1.12, 0), ring: stencil(radius, Math.max(radius - Math.max(0.9, radius * 0.34), 0)) };
}

/**
 * @param {Uint32Array} pixels
 * @param {number} width
 * @param {number} height
 * @param {number} x
 * @param {number} y
 * @param {ReturnType<typeof stencil>} mark
 * @param {number} colour
 * @param {number} strength
 */
function stamp(pixels, width, height, x, y, mark, colour, strength) {
  const left = Math.round(x) - mark.half, top = Math.round(y) - mark.half;
  const redBlue = colour & 0xff00ff, green = colour & 0x00ff00;
  for (let row = Math.max(0, -top); row < mark.side && top + row < height; row += 1) {
    let at = (top + row) * width + left;
    for (let column = 0; column < mark.side; column += 1, at += 1) {
      const cover = (mark.cover[row * mark.side + column] * strength) >> 8;
      if (!cover || left + column < 0 || left + column >= width) continue;
      const under = pixels[at], rb = under & 0xff00ff, g = under & 0x00ff00;
      const newRb = (rb + (((redBlue - rb) * cover) >> 8)) & 0xff00ff, newG = (g + (((green - g) * cover) >> 8)) & 0x00ff00;
      pixels[at] = (0xff000000 | newRb | newG) >>> 0;
    }
  }
}

/**
 * How large marks are, in pixels of the page: larger where there are few, and when one comes near.
 * @param {number} count
 * @param {number} zoom
 */
function radiusOf(count, zoom) {
  const first = count > 12000 ? 1.7 : count > 3000 ? 2.2 : count > 600 ? 3.2 : 4.4;
  return Math.min(first * Math.sqrt(Math.sqrt(Math.max(zoom, 1))), 7);
}

export class Painter {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = pen(canvas, { alpha: false });
    this.image = new ImageData(1, 1);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /**
   * @param {number} width Pixels of the page.
   * @param {number} height
   * @param {number} ratio Pixels of the screen a pixel of the page.
   */
  size(width, height, ratio) {
    const [wide, high] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    if (this.image.width === wide && this.image.height === high) return;
    [this.canvas.width, this.canvas.height] = [wide, high];
    this.image = this.context.createImageData(wide, high);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /**
   * All items, the dimmed ones first.
   * @param {object} what
   * @param {import("./scene.js").Scene} what.scene
   * @param {Float32Array} what.places
   * @param {import("./scene.js").Fit} what.fit
   * @param {number} what.ratio
   * @param {Uint8Array} what.colours A place in the palette an item.
   * @param {number[]} what.palette As a canvas holds them.
   * @param {number} what.paper
   * @param {Uint8Array} what.weights
   */
  paint({ scene, places, fit, ratio, colours, palette, paper, weights }) {
    const { width, height } = this.canvas, { pixels } = this;
    const radius = radiusOf(scene.count, scene.zoom) * ratio;
    const usual = marks(radius), large = marks(radius * 1.3);
    pixels.fill((0xff000000 | paper) >>> 0);
    for (const weight of [DIM, PLAIN, LIT]) {
      const { disc, ring } = weight === LIT ? large : usual;
      for (const item of scene.order) {
        if (weights[item] !== weight) continue;
        const x = (fit.a * places[2 * item] + fit.b) * ratio, y = (fit.c * places[2 * item + 1] + fit.d) * ratio;
        if (!(x > -12 && y > -12 && x < width + 12 && y < height + 12)) continue; // nan too
        stamp(pixels, width, height, x, y, item < scene.images ? disc : ring, palette[colours[item]], STRENGTH[weight]);
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }
}
