// Scrolls back to the top when something else is asked than at the last redraw.

const asked = new WeakMap(); // by place

export default function ({ data, parentElement }) {
  const before = asked.get(parentElement);
  asked.set(parentElement, data);
  if (before !== undefined && before !== data) document.querySelector("[data-testid=stMain]").scrollTo({ top: 0 });
}
