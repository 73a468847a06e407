/** The open table: filters, numbers, pages of rows. */

/** @param {View} view */
function lastPage(view) {
  return Math.max(0, Math.ceil(view.found.length / ROWS_OF_PAGE) - 1);
}

/** Draw rows, numbers and pages of the open table anew. */
function draw() {
  const { table, found, page } = open;
  const shown = found.length.toLocaleString("en");
  const all = table.rows.toLocaleString("en");
  const parts = [filled(found.length === table.rows ? words.count_all : words.count, { shown, all })];
  const amount = columnOf(table, "amount") || columnOf(table, "total");
  if (amount && found.length) parts.push(filled(words.sum, { what: amount.heading, amount: `${money(sumOf(open, amount))} ${data.currency}` }));
  status.textContent = parts.join(" · ");
  const choices = open.table.columns.filter((column) => column.filter && filters.choices[column.name] !== undefined);
  filtered.textContent = [
    filters.search && `${words.search}: ${filters.search}`, filters.person && filled(words.only, { who: filters.person }),
    ...choices.map((column) => `${column.heading}: ${filters.choices[column.name]}`),
  ].filter(Boolean).join(" · ");
  drawRows(open, page * ROWS_OF_PAGE, ROWS_OF_PAGE);
  drawPages();
  nameUnfoldAll();
}

function drawPages() {
  const last = lastPage(open);
  pages.replaceChildren();
  if (!last) return;
  const button = (/** @type {string} */ name, /** @type {number} */ to, /** @type {boolean} */ dead) =>
    element("button", { type: "button", class: "plain", "data-page": name, disabled: dead, onclick: () => turn(to) }, words[name]);
  const text = filled(words.page, { page: open.page + 1, pages: last + 1 });
  pages.append(
    button("first", 0, open.page === 0), button("previous", open.page - 1, open.page === 0), element("span", {}, text),
    button("next", open.page + 1, open.page === last), button("last", last, open.page === last),
  );
}

/** Go to a page; the focus stays on the button that was used while it can be. @param {number} page */
function turn(page) {
  const used = document.activeElement?.getAttribute("data-page");
  open.page = Math.min(Math.max(page, 0), lastPage(open));
  draw();
  if (used) {
    const same = /** @type {HTMLButtonElement|null} */ (pages.querySelector(`[data-page="${used}"]`));
    (same && !same.disabled ? same : /** @type {HTMLElement} */ (pages.querySelector("button:enabled"))).focus();
  }
}

/** @param {View} view @param {string} name */
function sortBy(view, name) {
  if (view.sorted !== name) [view.sorted, view.descending] = [name, false];
  else if (!view.descending) view.descending = true;
  else [view.sorted, view.descending] = ["", false];
  refresh(view);
  draw();
  /** @type {HTMLElement|null} */ (holder.querySelector(`[data-sort="${name}"]`))?.focus();
}

/** Apply the filters to the open table. */
function filter() {
  refresh(open);
  draw();
}

/** The fields above the table: search, choices, the person, and what clears them. */
function drawTools() {
  const search = element("input", { type: "search", id: "search", value: filters.search, placeholder: words.search_hint, autocomplete: "off", oninput: (event) => { filters.search = event.target.value; filter(); } });
  tools.replaceChildren(element("label", { class: "search" }, words.search, search));
  for (const column of open.table.columns.filter((each) => each.filter)) tools.append(choice(column));
  if (filters.person) {
    const who = element("button", { type: "button", class: "plain person", onclick: () => showPerson("") }, `${filled(words.only, { who: personName() })} ✕`);
    tools.append(who);
  }
  tools.append(element("button", { type: "button", class: "plain", onclick: clear }, words.clear));
  if (unfolds(open.table)) tools.append(element("button", { type: "button", class: "plain", id: "unfold-all", onclick: unfoldAll }));
}

/** Unfold all rows that are found, as many as are printed; or fold them, if any is unfolded. */
function unfoldAll() {
  const { unfolded, found } = open;
  if (unfolded.size) unfolded.clear();
  else found.slice(0, ROWS_OF_PRINT).forEach((row) => unfolded.add(row));
  draw();
}

function nameUnfoldAll() {
  const button = document.getElementById("unfold-all");
  if (button) button.textContent = open.unfolded.size ? words.fold_all : words.unfold_all;
}

function personName() {
  for (const table of tables) {
    const id = columnOf(table, "employee_id");
    const name = columnOf(table, "name");
    if (!id || !name) continue;
    for (let row = 0; row < table.rows; row++) {
      if (valueAt(id, row) === filters.person) return `${valueAt(name, row)} ${filters.person}`;
    }
  }
  return filters.person;
}

/** @param {Column} column */
function choice(column) {
  const given = [...new Set(column.texts || /** @type {string[]} */ (column.values))].sort(collator.compare);
  const chosen = filters.choices[column.name];
  const options = [...(given.includes("") ? [words.any] : []), ...given.map((text) => text || words.none)];
  if (chosen !== undefined && !options.includes(chosen)) options.push(chosen);
  const select = element("select", { "data-filter": column.name, onchange: (event) => { choose(column.name, event.target.value); filter(); } },
    element("option", { value: "" }, words.all), ...options.map((text) => element("option", { value: text, selected: text === chosen }, text)));
  return element("label", { class: "choice" }, column.heading, select);
}

/** @param {string} name @param {string} value "" for all */
function choose(name, value) {
  if (value === "") delete filters.choices[name];
  else filters.choices[name] = value;
}

function clear() {
  [filters.search, filters.person, filters.choices] = ["", "", {}];
  drawTools();
  filter();
  document.getElementById("search")?.focus();
}

/** Show one person in all tables, the ledger first; "" for everybody again. @param {string} person */
function showPerson(person) {
  filters.person = person;
  show(person && open.table.name === "adjustments" ? ledgerView : open);
  /** @type {HTMLElement|null} */ (tools.querySelector(person ? ".person" : "input"))?.focus();
}

/** Open a table. @param {View} view */
function show(view) {
  open = view;
  for (const tab of tabs.children) {
    const selected = tab.id === `tab-${view.table.name}`;
    tab.setAttribute("aria-selected", String(selected));
    tab.setAttribute("tabindex", selected ? "0" : "-1");
  }
  panel.setAttribute("aria-labelledby", `tab-${view.table.name}`);
  holder.setAttribute("aria-label", view.table.title);
  pages.setAttribute("aria-label", view.table.title);
  title.textContent = view.table.title;
  cut.textContent = view.table.cut;
  cut.hidden = !view.table.cut;
  note.replaceChildren(view.table.note);
  if (unfolds(view.table)) note.append(element("span", { class: "keys" }, ` ${words.keys}`));
  drawTools();
  filter();
}
