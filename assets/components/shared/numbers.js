// Numbers as the page writes them.

/**
 * So many decimals, with a true minus.
 * @param {number} value
 * @param {number} [digits]
 */
export function fixed(value, digits = 2) {
  return value.toFixed(digits).replace("-", "−");
}

/**
 * The same with its sign, where it has one.
 * @param {number} value
 * @param {number} [digits]
 */
export function signed(value, digits = 2) {
  return (value > 0 ? "+" : value < 0 ? "−" : "") + Math.abs(value).toFixed(digits);
}

/**
 * A count, in groups of three digits.
 * @param {number} value
 */
export function grouped(value) {
  return value.toLocaleString("en");
}
