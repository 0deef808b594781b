// What the page hands to a component, and components that are objects.

/**
 * What the page calls a component with, at each redraw.
 * @template D
 * @typedef {object} Call
 * @property {D} data
 * @property {HTMLElement} parentElement Where the component is drawn, or the shadow root there.
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/**
 * @template D
 * @typedef {object} Living
 * @property {(call: Call<D>) => void} update
 * @property {() => void} close
 */

/**
 * A component that is an object: made where it is first drawn, told of every redraw, closed when its place goes.
 * @template D
 * @param {new (parent: HTMLElement) => Living<D>} Kind
 */
export function living(Kind) {
  /** @type {WeakMap<HTMLElement, Living<D>>} */
  const all = new WeakMap();
  return (/** @type {Call<D>} */ call) => {
    const { parentElement } = call;
    const one = all.get(parentElement) ?? new Kind(parentElement);
    all.set(parentElement, one);
    one.update(call);
    return () => {
      one.close();
      all.delete(parentElement);
    };
  };
}
