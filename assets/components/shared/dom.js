// Elements of HTML and of SVG, and what draws on a canvas. Text is written letter by letter, never read as markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Sets attributes of an element.
 * @template {Element} E
 * @param {E} element
 * @param {Record<string, string | number | boolean>} attributes
 * @returns {E}
 */
export function attribute(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/**
 * Makes an element of HTML.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [name] Its class.
 * @param {Node | null} [parent] What it is put at the end of.
 * @param {string | number} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, name = "", parent = null, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = String(text);
  parent?.appendChild(element);
  return element;
}

/**
 * Makes an element of SVG.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean>} [attributes]
 * @param {Node | null} [parent] What it is put at the end of.
 * @param {string | number} [text]
 * @returns {SVGElementTagNameMap[T]}
 */
export function shape(tag, attributes = {}, parent = null, text = "") {
  const element = attribute(document.createElementNS(SVG, tag), attributes);
  element.textContent = String(text);
  parent?.appendChild(element);
  return element;
}

/**
 * What draws on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function pen(canvas, settings) {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("this browser has no canvas to draw on");
  return context;
}

/**
 * A sheet of pixels that can be drawn at any size.
 * @param {ImageData} image
 */
export function sheet(image) {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}
