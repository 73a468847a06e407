/** Which rows the filters let through, and in which order. */

/** @type {Map<Column, string[]>} */
const searchable = new Map();
/** The texts of a column in small letters: each once where it has `texts`, else of each row. @param {Table} table @param {Column} column */
function smallTexts(table, column) {
  let texts = searchable.get(column);
  if (!texts) {
    const written = column.texts || everyRow(table).map((row) => cellText(table, column, row));
    texts = written.map((text) => text.toLowerCase());
    searchable.set(column, texts);
  }
  return texts;
}

/** Which rows have a word anywhere. @param {Table} table @param {string} word */
function rowsWith(table, word) {
  const found = new Uint8Array(table.rows);
  for (const column of table.columns) {
    const hits = smallTexts(table, column).map((text) => text.includes(word));
    if (!hits.includes(true)) continue;
    for (let row = 0; row < table.rows; row++) {
      if (hits[column.at ? column.at[row] : row]) found[row] = 1;
    }
  }
  return found;
}

/** The rows of a table that the filters let through. @param {Table} table */
function matching(table) {
  /** @type {((row: number) => boolean)[]} */
  const tests = [];
  const person = columnOf(table, "employee_id");
  if (filters.person && person) tests.push((row) => valueAt(person, row) === filters.person);
  for (const column of table.columns.filter((each) => each.filter)) {
    const wanted = filters.choices[column.name];
    if (wanted === words.any) tests.push((row) => valueAt(column, row) !== "");
    else if (wanted !== undefined) tests.push((row) => (valueAt(column, row) || words.none) === wanted);
  }
  for (const word of filters.search.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = rowsWith(table, word);
    tests.push((row) => found[row] === 1);
  }
  return everyRow(table).filter((row) => tests.every((test) => test(row)));
}

/** @type {Map<Column, Float64Array>} */
const ranked = new Map();
/** A number for each row by which the column is sorted. @param {Column} column @param {number} rows */
function ranks(column, rows) {
  let result = ranked.get(column);
  if (!result) {
    const texts = column.texts || [...new Set(/** @type {string[]} */ (column.values))];
    const places = new Map();
    if (column.kind === "text") [...texts].sort(collator.compare).forEach((text, place) => places.set(text, place));
    result = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const value = valueAt(column, row);
      if (column.kind === "text") result[row] = places.get(value);
      else result[row] = value === null || value === "" ? -Infinity : Number(value);
    }
    ranked.set(column, result);
  }
  return result;
}

/** @param {View} view */
function refresh(view) {
  const column = columnOf(view.table, view.sorted);
  view.found = matching(view.table);
  view.page = 0;
  if (!column) return;
  const by = ranks(column, view.table.rows);
  const sign = view.descending ? -1 : 1;
  view.found.sort((one, other) => (by[one] === by[other] ? one - other : by[one] < by[other] ? -sign : sign));
}
