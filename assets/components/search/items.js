// What the page tells of rankings and of their items, and how an item is spoken of.

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {number} image The number of its picture.
 * @property {string} caption
 * @property {boolean} own Whether it belongs to the query itself.
 * @property {number | null} level 0 own, 1 to 5, -1 not relevant; null where nobody judges.
 * @property {number | null} relevance
 * @property {string} [similar] How similar it is, in words.
 *
 * @typedef {object} Model
 * @property {string} mark A or B; empty where it stands alone.
 * @property {string} name
 * @property {string} run Empty where it is not named.
 * @property {string[]} notes What is said of it beside its name.
 * @property {string} list What its list is called in a sentence.
 * @property {Item[]} items Nearest first.
 * @property {string | null} small The templates of the addresses of pictures.
 * @property {string | null} card
 * @property {string | null} whole
 *
 * @typedef {Record<"paper" | "ink" | "quiet" | "grid" | "own" | "first" | "second" | "unlevelled", string> & { levels: string[] }} Colours
 *
 * @typedef {object} Data
 * @property {string} asked
 * @property {Model[]} models One or two.
 * @property {{ relevance: number[], items: Item[] | null } | null} ideal Null where nobody judges, or nothing is relevant.
 * @property {"images" | "captions"} among
 * @property {boolean} deep Whether the ranks below the first band follow when one scrolls.
 * @property {string} alt What a reader who does not see it should know.
 * @property {string} own What an item of the query itself is called.
 * @property {string} notRelevant
 * @property {import("../shared/theme.js").Pair<Colours>} colours
 */

/**
 * @param {number | null} level
 * @param {Colours} colours
 */
export function levelColour(level, colours) {
  if (level === null) return "transparent";
  return level === 0 ? colours.own : level > 0 ? colours.levels[level - 1] : colours.unlevelled;
}

/**
 * How relevant an item is, in words; nothing where nobody judges.
 * @param {Item} item
 * @param {Data} data
 */
export function levelName(item, data) {
  if (item.own) return `★ ${data.own}`;
  return item.level === null ? "" : item.level < 0 ? data.notRelevant : `level ${item.level}`;
}

/**
 * @param {string | null} template
 * @param {Item} item
 */
export function address(template, item) {
  return template && template.replace("{image}", String(item.image));
}
