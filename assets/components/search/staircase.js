// Relevance by rank (the staircase) and levels by rank (the ribbon), of one model or of two with the ideal between them.

import { attribute, make, shape } from "../shared/dom.js";

/**
 * @typedef {object} Item
 * @property {number} rank
 * @property {string} id
 * @property {string} caption
 * @property {string | null} src Of its picture.
 * @property {boolean} own
 * @property {number | null} level -1: none; null: nobody judges.
 * @property {number | null} relevance
 * @property {string} words How similar it is.
 * @property {string | null} missed By whom.
 *
 * @typedef {Record<"paper" | "ink" | "quiet" | "grid" | "own" | "first" | "second" | "unlevelled" | "onBright" | "onDeep", string> & { levels: string[] }} Colours
 * @typedef {{ mark: string, name: string, items: Item[] }} Model
 *
 * @typedef {object} Data
 * @property {Model[]} models One or two.
 * @property {number} count Ranks.
 * @property {{ relevance: number[], levels: number[] } | null} ideal
 * @property {string} among
 * @property {string} alt What a reader who does not see it should know.
 * @property {string} file The name of a saved drawing.
 * @property {import("../shared/theme.js").Pair<Colours>} colours
 */

const STAIRS = 120, TILE = 20, IDEAL = 12, GAP = 6, LEFT = 46, RIGHT = 14, AXIS = 22, ARCS = 18;

/**
 * @param {number} level
 * @param {Colours} colours
 */
export function levelColour(level, colours) {
  return level === 0 ? colours.own : level > 0 ? colours.levels[level - 1] : colours.unlevelled;
}

// The next full fifth above all that is below 1: an own pair, of relevance 1, may stand above the scale.
function topOf(data) {
  const all = [...data.ideal.relevance, ...data.models.flatMap((model) => model.items.map((item) => item.relevance))];
  const below = all.filter((relevance) => relevance < 1);
  return Math.max(1, Math.ceil(5 * Math.max(0, ...(below.length ? below : [1])))) / 5;
}

function stepPath(values, x, y) {
  return values.map((value, rank) => `${rank ? "L" : "M"}${x(rank)},${y(value)}L${x(rank + 1)},${y(value)}`).join("");
}

function drawStairs(svg, data, model, colour, colours, place) {
  const { x, top, from } = place;
  const y = (relevance) => from + STAIRS * (1 - Math.min(1, relevance / top));
  for (let tick = 0; tick <= top + 1e-9; tick += top > 0.6 ? 0.4 : 0.2) {
    shape("line", { x1: LEFT, x2: x(data.count), y1: y(tick), y2: y(tick), stroke: colours.grid }, svg);
    shape("text", { x: LEFT - 6, y: y(tick) + 4, "text-anchor": "end", fill: colours.quiet, "font-size": 11 }, svg, tick.toFixed(1));
  }
  const found = model.items.map((item) => item.relevance), ideal = data.ideal.relevance;
  const lost = stepPath(ideal, x, y) + found.map((_, back) => found.length - 1 - back)
    .map((rank) => `L${x(rank + 1)},${y(found[rank])}L${x(rank)},${y(found[rank])}`).join("") + "Z";
  shape("path", { d: lost, fill: colour, "fill-opacity": 0.16 }, svg);
  shape("path", { d: stepPath(ideal, x, y), fill: "none", stroke: colours.quiet, "stroke-dasharray": "2 3" }, svg);
  shape("path", { d: stepPath(found, x, y), fill: "none", stroke: colour, "stroke-width": 2 }, svg);
  model.items.forEach((item, rank) => {
    if (item.own) {
      const height = y(Math.min(item.relevance, 0.9 * top));
      shape("text", { x: x(rank + 0.5), y: height + 6, "text-anchor": "middle", fill: colours.own, "font-size": 18 }, svg, "★");
    }
  });
  const name = { y: from + 12, "font-size": 13, "font-weight": 600, "paint-order": "stroke", stroke: colours.paper, "stroke-width": 3 };
  shape("text", { ...name, x: x(data.count) - 4, "text-anchor": "end", fill: colours.ink }, svg, `${model.mark}  ${model.name}`);
}

function drawTiles(svg, levels, colours, x, from, height) {
  levels.forEach((level, rank) => {
    const gap = x(1) - x(0) > 6 ? 1 : 0.5;
    const place = { x: x(rank) + gap, y: from, width: Math.max(0.5, x(rank + 1) - x(rank) - 2 * gap), height };
    shape("rect", { ...place, rx: Math.min(3, place.width / 4), fill: levelColour(level, colours) }, svg);
  });
}

// An arc from each item back to the nearest one before it that is two or more levels less relevant.
function drawArcs(svg, levels, colours, x, edge, flipped) {
  levels.forEach((level, rank) => {
    if (level < 0) return;
    const depth = (other) => (other < 0 ? Infinity : other);
    const before = levels.slice(0, rank).findLastIndex((other) => depth(other) - level >= 2);
    if (before < 0) return;
    const [left, right] = [x(before + 0.5), x(rank + 0.5)];
    const height = Math.min(ARCS - 4, 4 + (right - left) / 4) * (flipped ? 1 : -1);
    shape("path", { d: `M${left},${edge}Q${(left + right) / 2},${edge + 2 * height} ${right},${edge}`, fill: "none", stroke: colours.quiet, "stroke-opacity": 0.7 }, svg);
  });
}

/**
 * Draws all of it; returns the parts that follow the pointer.
 * @param {HTMLElement} host
 * @param {Data} data
 * @param {Colours} colours
 */
export function drawRanking(host, data, colours) {
  const two = data.models.length > 1;
  const width = Math.max(320, host.clientWidth), count = data.count;
  const height = two ? 2 * (STAIRS + ARCS + TILE + 2 * GAP) + IDEAL + AXIS : STAIRS + ARCS + TILE + IDEAL + 3 * GAP + AXIS;
  const svg = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "font-family": "system-ui, sans-serif" });
  shape("title", {}, svg, data.alt);
  const x = (rank) => LEFT + ((width - LEFT - RIGHT) * rank) / count;
  const top = topOf(data), rows = [];
  const inks = [colours.first, colours.second];
  let from = 4;
  drawStairs(svg, data, data.models[0], inks[0], colours, { x, top, from });
  from += STAIRS + ARCS;
  drawArcs(svg, data.models[0].items.map((item) => item.level), colours, x, from, false);
  drawTiles(svg, data.models[0].items.map((item) => item.level), colours, x, from, TILE);
  rows.push(from);
  from += TILE + GAP;
  drawTiles(svg, data.ideal.levels, colours, x, from, IDEAL);
  shape("text", { x: LEFT - 6, y: from + 10, "text-anchor": "end", fill: colours.quiet, "font-size": 11 }, svg, "ideal");
  from += IDEAL + GAP;
  if (two) {
    drawTiles(svg, data.models[1].items.map((item) => item.level), colours, x, from, TILE);
    rows.push(from);
    from += TILE;
    drawArcs(svg, data.models[1].items.map((item) => item.level), colours, x, from, true);
    from += ARCS;
    drawStairs(svg, data, data.models[1], inks[1], colours, { x, top, from });
    from += STAIRS + GAP;
  }
  for (const rank of [1, ...[...Array(Math.floor(count / 10)).keys()].map((ten) => 10 * (ten + 1))]) {
    shape("text", { x: x(rank - 0.5), y: from + 14, "text-anchor": "middle", fill: colours.quiet, "font-size": 11 }, svg, rank);
  }
  const range = shape("rect", { y: 0, height: from, fill: colours.ink, "fill-opacity": 0.07, visibility: "hidden" }, svg);
  const joint = shape("line", { stroke: colours.ink, "stroke-width": 2, visibility: "hidden" }, svg);
  const rings = rows.map(() => shape("rect", { height: TILE, rx: 3, fill: "none", stroke: colours.ink, "stroke-width": 2, visibility: "hidden" }, svg));
  host.replaceChildren(svg);
  return { svg, x, range, joint, rings, rows, two, middle: rows[0] + TILE };
}

/**
 * Rings the item in both ribbons, and joins the two where both have it.
 * @param {ReturnType<typeof drawRanking>} drawn
 * @param {Data} data
 * @param {string} id
 */
export function markItem(drawn, data, id) {
  const ranks = data.models.map((model) => model.items.findIndex((item) => item.id === id));
  drawn.rings.forEach((ring, model) => {
    ring.setAttribute("visibility", ranks[model] < 0 ? "hidden" : "visible");
    if (ranks[model] < 0) return;
    const left = drawn.x(ranks[model]);
    attribute(ring, { x: left, y: drawn.rows[model], width: drawn.x(ranks[model] + 1) - left });
  });
  const both = drawn.two && ranks.every((rank) => rank >= 0);
  drawn.joint.setAttribute("visibility", both ? "visible" : "hidden");
  if (!both) return;
  const [x1, x2] = ranks.map((rank) => drawn.x(rank + 0.5));
  attribute(drawn.joint, { x1, y1: drawn.rows[0] + TILE, x2, y2: drawn.rows[1] });
}

function saveFile(blob, name) {
  const link = make("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/**
 * The drawing on its ground, as a file that stands alone.
 * @param {SVGSVGElement} svg
 * @param {string} ground
 * @param {string} name
 * @param {"png" | "svg"} kind
 */
export function saveDrawing(svg, ground, name, kind) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  copy.setAttribute("xmlns", svg.namespaceURI);
  copy.prepend(shape("rect", { width: "100%", height: "100%", fill: ground }));
  const text = new XMLSerializer().serializeToString(copy);
  if (kind === "svg") return saveFile(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
  const image = new Image();
  image.onload = () => {
    const canvas = make("canvas"), scale = 3;
    canvas.width = scale * svg.width.baseVal.value;
    canvas.height = scale * svg.height.baseVal.value;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => saveFile(blob, `${name}.png`));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
