/**
 * The tables of the page: tabs, filters, search, sorting, pages of rows, and what a row unfolds to.
 * The rows stand by columns in the element `data`; whatever comes from them is put in as text, never as markup.
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {string} heading
 * @property {"text"|"number"|"count"|"money"|"day"|"minute"} kind
 * @property {boolean} [shown]   in the row; else only unfolded
 * @property {boolean} [spared]  not in the row on a narrow screen
 * @property {boolean} [filter]
 * @property {boolean} [summed]
 * @property {string} [empty]    what stands in an empty cell
 * @property {(string|number|null)[]} [values]
 * @property {string[]} [texts]  each text once, and by `at` where it stands
 * @property {number[]} [at]
 *
 * @typedef {object} Table
 * @property {string} name
 * @property {string} title
 * @property {string} note
 * @property {string} nothing
 * @property {number} rows
 * @property {string} cut
 * @property {Column[]} columns
 *
 * @typedef {object} View  how a table is looked at
 * @property {Table} table
 * @property {number} page
 * @property {string} sorted      name of a column, or ""
 * @property {boolean} descending
 * @property {Set<number>} unfolded
 * @property {number[]} found     the rows that the filters let through, in their order
 */

const ROWS_OF_PAGE = 50;
const ROWS_OF_PRINT = 1000;

const data = JSON.parse(await dataText(/** @type {HTMLScriptElement} */ (document.getElementById("data"))));
/** @type {Record<string, string>} */
const words = data.words;
const collator = new Intl.Collator(data.language === "zh" ? "zh-CN" : "en", { numeric: true });
const weekdays = words.weekdays.split(" ");
/** @type {Table[]} */
const tables = data.tables;
/** @type {View[]} */
const views = tables.map((table) => ({
  table, page: 0, sorted: "", descending: false, unfolded: new Set(), found: everyRow(table),
}));
const filters = { search: "", person: "", choices: /** @type {Record<string, string>} */ ({}) };
const ledgerView = /** @type {View} */ (views.find((view) => view.table.name === "ledger"));
let open = views[0];

/** The text of the data; that of large months is compressed. @param {HTMLScriptElement} holder */
async function dataText({ type, textContent }) {
  if (type === "application/json") return textContent || "";
  const bytes = Uint8Array.from(atob(textContent || ""), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}
