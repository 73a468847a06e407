/** What a row unfolds to: explanation, evidence, the shifts of that day, the law. */

/** @type {Map<string, Map<string, number[]>>} */
const indices = new Map();
/** Rows of a table by the values of some columns. @param {Table} table @param {string[]} names */
function indexOf(table, names) {
  const key = table.name + " " + names.join(" ");
  let index = indices.get(key);
  if (!index) {
    index = new Map();
    const columns = names.map((name) => /** @type {Column} */ (columnOf(table, name)));
    for (let row = 0; row < table.rows; row++) {
      const value = columns.map((column) => valueAt(column, row)).join("\n");
      const rows = index.get(value);
      if (rows) rows.push(row);
      else index.set(value, [row]);
    }
    indices.set(key, index);
  }
  return index;
}

/** @type {Map<string, [Column[], number][]>} */
const evidence = new Map();
/** The cells of a row of a file, as the file names them. @param {string} place `file:row` */
function evidenceCells(place) {
  if (!evidence.size) {
    for (const source of data.evidence) {
      source.rows.forEach((/** @type {number} */ row, /** @type {number} */ position) => {
        const key = `${source.place}:${row}`;
        evidence.set(key, [...(evidence.get(key) || []), [source.columns, position]]);
      });
    }
  }
  return (evidence.get(place) || []).map(([columns, position]) => {
    const cells = columns.filter((column) => valueAt(column, position));
    return element("span", { class: "cells" }, ...cells.map((column) =>
      element("span", {}, element("b", {}, column.heading + " "), String(valueAt(column, position)))));
  });
}

/** Lines that are carried for another month name files of that month, which are not here. @param {string} stated places joined with `; ` */
function evidenceList(stated) {
  const places = stated.split("; ");
  const isCarried = places.some((place) => /^act:\d+$/.test(place));
  return element("ul", {}, ...places.map((place) =>
    element("li", {}, element("code", {}, place), ...(isCarried ? [] : evidenceCells(place)))));
}

/** The shifts of the person on the day of a ledger line. @param {Table} ledger @param {number} row */
function shiftsOfDay(ledger, row) {
  const table = tables.find((each) => each.name === "attendance");
  if (!table || !table.rows) return [];
  const key = ["employee_id", "date"].map((name) => valueAt(/** @type {Column} */ (columnOf(ledger, name)), row)).join("\n");
  return (indexOf(table, ["employee_id", "date"]).get(key) || []).map((shift) => {
    const [start, end, arrival, left, verdict] = ["start", "end", "arrival", "departure", "verdict"].map((name) =>
      cellText(table, /** @type {Column} */ (columnOf(table, name)), shift));
    const told = [`${start}–${end}`, filled(words.arrived, { time: arrival || "–" }), filled(words.left, { time: left || "–" }), verdict];
    return element("li", {}, told.join(" · "));
  });
}

/** What the law says of a ledger line. @param {string} entry */
function lawOf(entry) {
  const table = tables.find((each) => each.name === "law");
  const row = table && indexOf(table, ["entry_id"]).get(entry)?.[0];
  if (!table || row === undefined) return "";
  const cell = (/** @type {string} */ name) => cellText(table, /** @type {Column} */ (columnOf(table, name)), row);
  const cut = valueAt(/** @type {Column} */ (columnOf(table, "cut")), row);
  return [
    cell("status"), cell("kind"), cut ? filled(words.law_cut, { allowed: cell("allowed"), cut: cell("cut") }) : "",
    cell("limit"), cell("citation"), cell("profile"), cell(`notes_${data.language}`),
  ].filter(Boolean).join(" · ");
}

/** @param {View} view @param {number} row */
function details(view, row) {
  const { table } = view;
  const list = element("dl");
  const tell = (/** @type {string} */ heading, /** @type {Node|string} */ said, look = "") => {
    if (said !== "" && said !== "–") list.append(element("dt", { class: look }, heading), element("dd", { class: look }, said));
  };
  const explanation = columnOf(table, `explanation_${data.language}`);
  if (explanation) tell(explanation.heading, cellText(table, explanation, row));
  if (table.name === "ledger") {
    const shifts = shiftsOfDay(table, row);
    if (shifts.length) tell(words.that_day, element("ul", {}, ...shifts));
    tell(words.law, lawOf(cellText(table, /** @type {Column} */ (columnOf(table, "entry_id")), row)));
  }
  for (const column of table.columns) {
    if (column === explanation || (column.shown && !column.spared) || column.name === "law") continue;
    const text = cellText(table, column, row);
    const isEvidence = column.name === "evidence" || column.name === "source";
    tell(isEvidence ? words.evidence : column.heading, isEvidence && text ? evidenceList(text) : text, column.shown ? "spared-only" : "");
  }
  return list;
}

/** @param {Table} table */
function unfolds(table) {
  return table.columns.some((column) => !column.shown);
}
