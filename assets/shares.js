// Better, equal, worse: a bar a figure, each part of it a button. Told by `data`, tells which part was picked.

const PARTS = ["worse", "equal", "better"];

function part(row, outcome, data, pick) {
  const button = document.createElement("button");
  const share = row.shares[outcome];
  const who = { worse: data.names[0], equal: "neither", better: data.names[1] }[outcome];
  button.type = "button";
  button.className = outcome;
  button.style.flexGrow = share;
  button.style.display = share > 0 ? "" : "none";
  const text = document.createElement("span"); // the style hides it where the part is too narrow for it
  text.textContent = `${Math.round(100 * share)} %`;
  button.replaceChildren(text);
  button.title = `${row.label}: ${who} better at ${row.counts[outcome].toLocaleString("en")} queries`;
  button.setAttribute("aria-label", button.title);
  button.setAttribute("aria-pressed", String(data.picked?.figure === row.figure && data.picked?.outcome === outcome));
  button.onclick = () => pick(row.figure, outcome);
  return button;
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".shares");
  const pick = (figure, outcome) => {
    const again = data.picked?.figure === figure && data.picked?.outcome === outcome;
    setStateValue("picked", again ? null : { version: data.version, figure, outcome });
  };
  const lines = data.rows.map((row) => {
    const line = document.createElement("div");
    line.className = "line";
    const label = document.createElement("span");
    label.className = "label";
    label.textContent = row.label;
    const bar = document.createElement("div");
    bar.className = "bar";
    bar.replaceChildren(...PARTS.map((outcome) => part(row, outcome, data, pick)));
    const said = document.createElement("span");
    said.className = `said ${row.clear}`;
    said.textContent = row.said;
    line.replaceChildren(label, bar, said);
    return line;
  });
  const focused = root.getRootNode().activeElement?.getAttribute?.("aria-label");
  root.replaceChildren(...lines);
  if (focused) [...root.querySelectorAll("button")].find((b) => b.getAttribute("aria-label") === focused)?.focus();
}
