// What stands on the page as one drawing of its own: canvases and pictures as images, the rest as lines and letters.

import { attribute, shape } from "../shared/dom.js";
import { drawnAt } from "../shared/scale.js";

const SCREEN = "[hidden], [aria-live], [data-screen], .tip, .card, .modebar-container, .hoverlayer, style, script"; // not printed
const INHERITED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "font-family",
  "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "paint-order", "display", "visibility"];

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/**
 * All elements under one, also those that it hides from the page, in the order in which they are painted.
 * @param {Element} element
 * @returns {Element[]}
 */
function under(element) {
  if (element.matches(SCREEN)) return [];
  const children = element instanceof SVGSVGElement ? [] : [...(element.shadowRoot ?? element).children];
  return [element, ...children.flatMap(under)];
}

/** @param {CSSStyleDeclaration} style */
const isSeen = (style) => style.display !== "none" && style.visibility !== "hidden" && style.opacity !== "0";

/**
 * @param {string} address
 * @returns {Promise<string>} The same file, inside the address.
 */
async function within(address) {
  const blob = await (await fetch(address)).blob();
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(blob);
  });
}

/** A drawing of lines, its styles written into it. @param {SVGSVGElement} svg */
function copied(svg) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const [from, to] = [svg, copy].map((one) => [one, ...one.querySelectorAll("*")]);
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    to[at].setAttribute("style", INHERITED.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  });
  copy.querySelectorAll(SCREEN).forEach((element) => element.remove());
  return copy;
}

/**
 * The words of a text by the line in which they stand.
 * @param {Text} text
 * @returns {{ words: string, box: DOMRect }[]}
 */
function lines(text) {
  /** @type {{ words: string, box: DOMRect }[]} */
  const found = [];
  const range = document.createRange();
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const box = range.getBoundingClientRect(), last = found.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 3) last.words += ` ${word}`;
    else if (box.width) found.push({ words: word, box });
  }
  return found;
}

/** @param {Element} element @param {CSSStyleDeclaration} style @param {Box} at @param {SVGElement} into */
function ground(element, style, at, into) {
  const box = element.getBoundingClientRect(), colour = style.backgroundColor, rim = parseFloat(style.borderTopWidth);
  const filled = colour !== "rgba(0, 0, 0, 0)", framed = rim > 0 && style.borderTopStyle !== "none";
  if (!box.width || (!filled && !framed)) return;
  const place = { x: box.left - at.left, y: box.top - at.top, width: box.width, height: box.height };
  const rx = Math.min(parseFloat(style.borderTopLeftRadius) || 0, box.height / 2);
  const line = { stroke: framed ? style.borderTopColor : "none", "stroke-width": rim };
  shape("rect", { ...place, rx, fill: filled ? colour : "none", opacity: style.opacity, ...line }, into);
}

/** @param {Element} element @param {CSSStyleDeclaration} style @param {Box} at @param {SVGElement} into */
function letters(element, style, at, into) {
  const font = { "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight };
  for (const child of element.childNodes) {
    if (!(child instanceof Text)) continue;
    for (const { words, box } of lines(child)) {
      const place = { x: box.left - at.left, y: box.top - at.top + box.height / 2, "dominant-baseline": "central" };
      shape("text", { ...font, ...place, fill: style.color, opacity: style.opacity }, into, words);
    }
  }
}

/** @param {Element} element @param {Box} at */
function placed(element, at) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left - at.left, y: top - at.top, width, height };
}

/**
 * What an element shows, as one drawing of the same size.
 * @param {Element} host
 * @param {number} fine Pixels of a canvas for a pixel of the page.
 * @returns {Promise<SVGSVGElement>}
 */
export async function snapshot(host, fine) {
  const all = under(host), at = host.getBoundingClientRect();
  const svg = shape("svg", { width: at.width, height: at.height, viewBox: `0 0 ${at.width} ${at.height}` });
  drawnAt(all, fine, () => {
    for (const element of all) {
      const style = getComputedStyle(element);
      if (!isSeen(style)) continue;
      if (element instanceof SVGSVGElement) svg.append(attribute(copied(element), placed(element, at)));
      else if (element instanceof HTMLCanvasElement) {
        if (element.width) shape("image", { ...placed(element, at), href: element.toDataURL() }, svg);
      } else if (element instanceof HTMLImageElement) {
        shape("image", { ...placed(element, at), href: element.src, preserveAspectRatio: "xMidYMid slice" }, svg);
      } else {
        ground(element, style, at, svg);
        letters(element, style, at, svg);
      }
    }
  });
  for (const image of svg.querySelectorAll("image")) {
    const address = image.getAttribute("href") ?? "";
    if (!address.startsWith("data:")) image.setAttribute("href", await within(address));
  }
  return svg;
}
