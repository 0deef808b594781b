// What the plane and the carpet share; written in front of each.

const kept = new WeakMap(); // by element: what is drawn and what is picked

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// What is kept of a component, `first` where it is new; `redraw` answers to another size.
function keptOf(root, first, redraw) {
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
function watched(state) {
  state.canvas.setAttribute("aria-label", state.data.alt);
  state.watch.observe(state.root);
  return () => state.watch.disconnect();
}
