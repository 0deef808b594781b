// Scrolls back to the top when something else is asked than at the last redraw.

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

const asked = new WeakMap(); // by place

/** @param {Call<string>} call What is asked. */
export default function ({ data, parentElement }) {
  const before = asked.get(parentElement);
  asked.set(parentElement, data);
  if (before !== undefined && before !== data) document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
}
