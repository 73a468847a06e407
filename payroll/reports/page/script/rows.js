/** Drawing the rows of a table. */

/** On paper headings are no buttons: browsers leave those out at the top of the next sheet. @param {View} view @param {number} first @param {number} count @param {boolean} [onPaper] */
function drawRows(view, first, count, onPaper) {
  const { table } = view;
  if (!table.rows) {
    holder.replaceChildren(element("p", { class: "fine" }, table.nothing));
    return;
  }
  const shown = table.columns.filter((column) => column.shown);
  const folding = unfolds(table);
  const head = element("tr", { "aria-rowindex": 1 }, ...(folding ? [element("th", { scope: "col", class: "fold-cell" }, element("span", { class: "hidden" }, words.unfold))] : []));
  for (const column of shown) {
    const sort = view.sorted === column.name ? (view.descending ? "descending" : "ascending") : "none";
    head.append(element("th", { scope: "col", class: look(column), "aria-sort": sort },
      onPaper ? column.heading : element("button", { type: "button", "data-sort": column.name, onclick: () => sortBy(view, column.name) }, column.heading)));
  }
  const body = element("tbody");
  view.found.slice(first, first + count).forEach((row, position) => {
    body.append(drawRow(view, row, first + position, shown, folding));
    if (view.unfolded.has(row)) body.append(drawDetails(view, row, shown.length + 1));
  });
  const caption = element("caption", { class: "hidden" }, table.title);
  holder.replaceChildren(element("table", { class: `rows t-${table.name}`, "aria-rowcount": view.found.length + 1 },
    caption, element("thead", {}, head), body, ...drawTotals(view, shown, folding)));
  if (!view.found.length) holder.append(element("p", { class: "fine" }, words.nothing_found));
}

/** @param {View} view @param {number} row @param {number} position @param {Column[]} shown @param {boolean} folding */
function drawRow(view, row, position, shown, folding) {
  const { table } = view;
  const action = columnOf(table, "action") || columnOf(table, "actions");
  const waiting = action && valueAt(action, row) ? "decide" : "";
  const line = element("tr", { "aria-rowindex": position + 2, "data-row": row, class: `${folding ? "has-details" : ""} ${waiting}`.trim() });
  if (folding) {
    const isOpen = view.unfolded.has(row);
    const name = columnOf(table, "name");
    const about = `${words.unfold} ${name ? valueAt(name, row) : ""} ${position + 1}`;
    line.append(element("td", { class: "fold-cell" },
      element("button", { type: "button", class: "fold", "aria-expanded": isOpen ? "true" : "false", "aria-label": about, "aria-controls": isOpen ? `details-${row}` : null })));
  }
  for (const column of shown) {
    const text = cellText(table, column, row);
    const minus = column.kind === "money" && Number(valueAt(column, row)) < 0 ? " minus" : "";
    line.append(element("td", { class: look(column) + minus }, cellNode(table, column, row, text)));
  }
  return line;
}

/**
 * A name is a button; a day stands apart from its weekday, which a narrow screen leaves out.
 * @param {Table} table @param {Column} column @param {number} row @param {string} text
 */
function cellNode(table, column, row, text) {
  const id = columnOf(table, "employee_id");
  if (column.name === "name" && id) {
    const person = String(valueAt(id, row));
    return personButton(person, text, () => showPerson(person));
  }
  if (column.kind !== "day") return text;
  const [day, weekday] = text.split(" ");
  return element("span", {}, day, element("span", { class: "weekday" }, ` ${weekday}`));
}

/** @param {string} person id @param {string} name @param {() => void} show */
function personButton(person, name, show) {
  const about = filled(words.of_person, { who: `${name} ${person}` });
  return element("button", { type: "button", class: "link", "aria-label": about, onclick: show }, name || person);
}

/** @param {View} view @param {number} row @param {number} width */
function drawDetails(view, row, width) {
  return element("tr", { class: "details", id: `details-${row}` }, element("td", { colspan: width }, details(view, row)));
}

/** @param {View} view @param {Column[]} shown @param {boolean} folding */
function drawTotals(view, shown, folding) {
  if (!view.found.length || !shown.some((column) => column.summed)) return [];
  const line = element("tr", {}, ...(folding ? [element("td", { class: "fold-cell" })] : []));
  shown.forEach((column, position) => {
    const total = column.summed ? sumOf(view, column) : 0;
    const text = column.summed ? (column.kind === "money" ? money(total) : String(total)) : position === 0 ? words.total : "";
    line.append(element("td", { class: look(column) + (total < 0 ? " minus" : "") }, text));
  });
  return [element("tfoot", {}, line)];
}

/** @param {View} view @param {Column} column */
function sumOf(view, column) {
  return view.found.reduce((sum, row) => sum + Math.max(Number(valueAt(column, row)), column.kind === "count" ? 0 : -Infinity), 0);
}
