// Better, equal, worse: a bar a figure, each part of it a button. Told by `data`, tells which part was picked.

import { attribute, make } from "../shared/dom.js";
import { grouped } from "../shared/numbers.js";

/**
 * @template D
 * @typedef {import("../shared/component.js").Call<D>} Call
 */

/** @typedef {"worse" | "equal" | "better"} Outcome */

/**
 * @typedef {object} Row
 * @property {string} figure
 * @property {string} label
 * @property {Record<Outcome, number>} shares
 * @property {Record<Outcome, number>} counts
 * @property {Outcome | ""} clear Which outcome is certain; none where it is empty.
 * @property {string} said
 */

/**
 * What the page tells.
 * @typedef {object} Data
 * @property {string} version Changes with the rows; what is picked belongs to it.
 * @property {[string, string]} names Of both runs.
 * @property {Row[]} rows
 * @property {{ figure: string, outcome: Outcome } | null} picked
 */

/** @type {Outcome[]} */
const PARTS = ["worse", "equal", "better"];

/**
 * @param {Row} row
 * @param {Outcome} outcome
 * @param {Data} data
 * @param {(figure: string, outcome: Outcome, again: boolean) => void} pick
 */
function part(row, outcome, data, pick) {
  const share = row.shares[outcome];
  const who = { worse: data.names[0], equal: "neither", better: data.names[1] }[outcome];
  const said = `${row.label}: ${who} better at ${grouped(row.counts[outcome])} queries`;
  const pressed = data.picked?.figure === row.figure && data.picked?.outcome === outcome;
  const button = attribute(make("button", outcome), { type: "button", title: said, "aria-label": said, "aria-pressed": pressed });
  button.style.flexGrow = String(share);
  button.style.display = share > 0 ? "" : "none";
  make("span", "", button, `${Math.round(100 * share)} %`); // the style hides it where the part is too narrow for it
  button.onclick = () => pick(row.figure, outcome, pressed);
  return button;
}

/**
 * @param {Row} row
 * @param {Data} data
 * @param {(figure: string, outcome: Outcome, again: boolean) => void} pick
 */
function line(row, data, pick) {
  const all = make("div", "line");
  make("span", "label", all, row.label);
  make("div", "bar", all).append(...PARTS.map((outcome) => part(row, outcome, data, pick)));
  make("span", `said ${row.clear}`, all, row.said);
  return all;
}

/** @param {Call<Data>} call */
export default function ({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".shares"));
  /** @type {(figure: string, outcome: Outcome, again: boolean) => void} */
  const pick = (figure, outcome, again) => setStateValue("picked", again ? null : { version: data.version, figure, outcome });
  const focused = /** @type {ShadowRoot} */ (root.getRootNode()).activeElement?.getAttribute("aria-label");
  root.replaceChildren(...data.rows.map((row) => line(row, data, pick)));
  if (focused) [...root.querySelectorAll("button")].find((button) => button.getAttribute("aria-label") === focused)?.focus();
}
