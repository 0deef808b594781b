// From one layout to the next: a slider and a button that plays. All in the browser; the server is not asked.

import { attribute, make } from "../shared/dom.js";

const SHAPES = { Play: "M7 4l13 8-13 8z", Pause: "M8 4v16M16 4v16" };
const PER_FRAME = 1400; // milliseconds

export class Clock {
  /**
   * @param {HTMLElement} parent
   * @param {(parent: HTMLElement, path: string, label: string, onclick: () => void) => HTMLButtonElement} makeButton
   * @param {(label: string) => void} moved Told the label of the layout that is shown; empty between two.
   */
  constructor(parent, makeButton, moved) {
    this.moved = moved;
    this.time = this.last = this.running = 0;
    /** @type {import("./joint_map.js").Frame[]} */
    this.frames = [];
    this.root = attribute(make("div", "time", parent), { "data-screen": "" });
    this.button = makeButton(this.root, SHAPES.Play, "Play", () => (this.running ? this.stop() : this.play()));
    this.from = make("span", "end", this.root);
    this.slider = attribute(make("input", "", this.root), { type: "range", min: 0, step: 0.001, "aria-label": "From one layout to the other" });
    this.to = make("span", "end", this.root);
    this.slider.oninput = () => {
      this.stop();
      this.go(Number(this.slider.value));
    };
  }

  /**
   * @param {import("./joint_map.js").Frame[]} frames
   * @param {"light" | "dark"} theme
   * @param {boolean} shown Whether one pane goes from layout to layout.
   */
  set(frames, theme, shown) {
    this.frames = frames;
    this.last = frames.length - 1;
    this.root.hidden = !shown || frames.length < 2;
    if (this.root.hidden) this.stop();
    this.slider.max = String(this.last);
    [this.from, this.to].forEach((end, place) => {
      const { label, colour } = frames[place * this.last];
      end.textContent = label;
      end.style.color = colour?.[theme] ?? "";
    });
    this.time = Math.min(this.time, this.last);
  }

  /** @param {number} time */
  go(time) {
    this.time = Math.max(0, Math.min(time, this.last));
    this.slider.value = String(this.time);
    const label = this.frames[Math.round(this.time)].label;
    this.slider.setAttribute("aria-valuetext", Number.isInteger(this.time) ? label : `${Math.round(100 * this.time / this.last)} %, near ${label}`);
    this.moved(Number.isInteger(this.time) ? label : "");
  }

  play() {
    if (this.time >= this.last) this.go(0);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.go(Math.floor(this.time) + 1);
    const start = this.time, began = performance.now();
    const step = (/** @type {number} */ now) => {
      const gone = start + Math.max(0, now - began) / PER_FRAME, whole = Math.floor(gone), part = gone - whole;
      this.go(whole + part * part * (3 - 2 * part)); // rests a little at each layout
      if (this.time < this.last) this.running = requestAnimationFrame(step);
      else this.stop();
    };
    this.running = requestAnimationFrame(step);
    return this.shape("Pause");
  }

  stop() {
    cancelAnimationFrame(this.running);
    this.running = 0;
    this.shape("Play");
  }

  /** @param {keyof typeof SHAPES} label */
  shape(label) {
    this.button.querySelector("path")?.setAttribute("d", SHAPES[label]);
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
  }
}
