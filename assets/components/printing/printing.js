// A drawing as a file that stands alone, at the size of a page of paper, with its caption under it.

import { attribute, make, pen, shape } from "../shared/dom.js";
import { inherited } from "../shared/theme.js";
import { snapshot } from "./snapshot.js";

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/**
 * What the page tells.
 * @typedef {object} Data
 * @property {string} of The key of the element that is printed.
 * @property {string} caption
 * @property {string} file Its name, without the ending.
 */

const MILLIMETRES = 180; // the width of a page's text
const PIXELS = 2126; // the same at 300 dots an inch
const LETTER = 12.5, LINE = 17, EDGE = 12; // pixels of the page

/**
 * A text in lines of a width.
 * @param {string} text
 * @param {number} width
 * @param {string} font
 */
function wrapped(text, width, font) {
  const context = pen(make("canvas")), lines = [""];
  context.font = font;
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * The drawing on its ground, with its caption.
 * @param {Data} data
 * @param {HTMLElement} root Whose colours and letters it has.
 */
async function sheet({ of, caption }, root) {
  const host = document.querySelector(`.st-key-${CSS.escape(of)}`);
  if (!host) throw new Error(`nothing is drawn under ${of}`);
  const { width, height } = host.getBoundingClientRect(), wide = width + 2 * EDGE;
  const family = getComputedStyle(root).fontFamily, font = { "font-family": family, "font-size": LETTER };
  const lines = wrapped(caption, width, `${LETTER}px ${family}`), high = height + 3 * EDGE + lines.length * LINE;
  const size = { width: `${MILLIMETRES}mm`, height: `${(MILLIMETRES * high) / wide}mm`, viewBox: `0 0 ${wide} ${high}` };
  const svg = attribute(shape("svg", size), { xmlns: "http://www.w3.org/2000/svg" });
  shape("rect", { width: wide, height: high, fill: inherited(root, "--st-background-color") }, svg);
  svg.append(attribute(await snapshot(host, PIXELS / wide), { x: EDGE, y: EDGE }));
  const text = shape("text", { ...font, fill: inherited(root, "--st-text-color") }, svg);
  lines.forEach((line, at) => shape("tspan", { x: EDGE, y: height + 2 * EDGE + (at + 0.7) * LINE }, text, line));
  return { svg, ratio: high / wide };
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = attribute(make("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * @param {Data} data
 * @param {HTMLElement} root
 * @param {"png" | "svg"} kind
 */
async function print(data, root, kind) {
  const { svg, ratio } = await sheet(data, root), name = `${data.file}.${kind}`;
  if (kind === "svg") return save(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }), name);
  attribute(svg, { width: PIXELS, height: Math.round(PIXELS * ratio) });
  const image = new Image(), canvas = make("canvas");
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  [canvas.width, canvas.height] = [PIXELS, Math.round(PIXELS * ratio)];
  pen(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(blob, name));
}

/** @param {Call<Data>} call */
export default function ({ data, parentElement }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".printing"));
  const live = /** @type {HTMLElement} */ (root.querySelector("[aria-live]"));
  /** @param {string} text */
  const say = (text) => {
    live.textContent = text;
  };
  for (const kind of /** @type {const} */ (["png", "svg"])) {
    const button = /** @type {HTMLButtonElement} */ (root.querySelector(`.${kind}`));
    button.onclick = () => print(data, root, kind).then(() => say(`${data.file}.${kind} is saved`), () => say("This drawing cannot be saved."));
    button.disabled = false; // a click before this script would be lost
  }
}
