// The ground a component stands on. The page calls a component again when the ground changes.

import { rgb } from "./colour.js";

/**
 * Something for each ground.
 * @template T
 * @typedef {{ light: T, dark: T }} Pair
 */

/**
 * What an element inherits from the page under a name such as `--st-text-color`.
 * @param {Element} element
 * @param {string} name
 */
export function inherited(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/**
 * Which ground an element stands on.
 * @param {Element} element
 * @returns {"light" | "dark"}
 */
export function ground(element) {
  const [red, green, blue] = rgb(inherited(element, "--st-background-color"));
  return red + green + blue < 384 ? "dark" : "light";
}
