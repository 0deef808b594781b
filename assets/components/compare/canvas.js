// What the plane and the carpet share.

const kept = new WeakMap(); // by element: what is drawn and what is picked

// What is kept of a component, `first` where it is new; `redraw` answers to another size.
export function keptOf(root, first, redraw) {
  let state = kept.get(root);
  if (!state) {
    state = { root, canvas: root.querySelector("canvas"), tip: root.querySelector(".tip"), ...first };
    state.live = root.querySelector("[aria-live]");
    state.font = getComputedStyle(root).fontFamily;
    state.watch = new ResizeObserver(() => redraw(state));
    kept.set(root, state);
  }
  return state;
}

// Names the drawing and watches its size; returns what ends that.
export function watched(state) {
  state.canvas.setAttribute("aria-label", state.data.alt);
  state.watch.observe(state.root);
  return () => state.watch.disconnect();
}
