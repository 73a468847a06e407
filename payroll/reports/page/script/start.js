/** Paper, and the start. */

/** @param {boolean} isOpen */
function openRest(isOpen) {
  for (const rest of document.querySelectorAll("details.rest")) rest.toggleAttribute("open", isOpen);
}

addEventListener("beforeprint", () => {
  openRest(true);
  drawRows(open, 0, ROWS_OF_PRINT, true);
  const all = open.found.length;
  if (all > ROWS_OF_PRINT) holder.append(element("p", { class: "notice" }, filled(words.printed_cut, { shown: ROWS_OF_PRINT.toLocaleString("en"), all: all.toLocaleString("en") })));
});
addEventListener("afterprint", () => {
  openRest(false);
  draw();
});

for (const view of views) {
  tabs.append(element("button", { type: "button", role: "tab", id: `tab-${view.table.name}`, "aria-controls": "panel", onclick: () => show(view) },
    view.table.title, " ", element("small", {}, view.table.rows.toLocaleString("en"))));
}
for (const name of document.querySelectorAll("[data-person]")) {
  const person = String(name.getAttribute("data-person"));
  name.replaceChildren(personButton(person, name.textContent || "", () => {
    open = ledgerView;
    showPerson(person);
    section.scrollIntoView();
  }));
}
panel.append(title, tools, status, filtered, cut, holder, pages, note);
section.append(tabs, panel);
document.querySelector("main")?.append(tip);
show(open);

/**
 * What the first search and the first unfolding need, made ready in small parts while nothing else is to do.
 * @type {(() => unknown)[]}
 */
const waiting = [() => evidenceCells(""), () => shiftsOfDay(ledgerView.table, 0), () => lawOf("")];
for (const table of tables) waiting.push(...table.columns.map((column) => () => smallTexts(table, column)));
function prepare() {
  waiting.shift()?.();
  if (waiting.length) (self.requestIdleCallback || setTimeout)(prepare);
}
prepare();
