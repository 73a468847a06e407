/** Keys and clicks in the rows and on the tabs. */

/** @param {number} row */
function toggle(row) {
  const line = /** @type {HTMLElement} */ (holder.querySelector(`tr[data-row="${row}"]`));
  const button = /** @type {HTMLElement} */ (line.querySelector(".fold"));
  const isOpen = open.unfolded.has(row);
  if (isOpen) {
    open.unfolded.delete(row);
    document.getElementById(`details-${row}`)?.remove();
    button.removeAttribute("aria-controls");
  } else {
    open.unfolded.add(row);
    line.after(drawDetails(open, row, line.children.length));
    button.setAttribute("aria-controls", `details-${row}`);
  }
  button.setAttribute("aria-expanded", String(!isOpen));
  nameUnfoldAll();
}

/** @param {EventTarget|null} target */
function rowOf(target) {
  const line = target instanceof Element ? target.closest("tr") : null;
  const row = line?.dataset.row ?? line?.id.replace("details-", "");
  return row ? Number(row) : -1;
}

holder.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (!target.closest("tr.has-details") || (target.closest("button") && !target.closest(".fold"))) return;
  if (!target.closest(".fold") && getSelection()?.toString()) return;
  toggle(rowOf(target));
});

/** Put the focus on a row's button, over the end of the page too. @param {number} position */
function goTo(position) {
  const wanted = Math.min(Math.max(position, 0), open.found.length - 1);
  const page = Math.floor(wanted / ROWS_OF_PAGE);
  if (page !== open.page) turn(page);
  /** @type {HTMLElement|null} */ (holder.querySelector(`tr[data-row="${open.found[wanted]}"] .fold`))?.focus();
}

holder.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (row < 0 || !unfolds(open.table)) return;
  const position = open.found.indexOf(row);
  const pageStart = open.page * ROWS_OF_PAGE;
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => goTo(position + 1),
    ArrowUp: () => goTo(position - 1),
    Home: () => goTo(pageStart),
    End: () => goTo(pageStart + ROWS_OF_PAGE - 1),
    PageDown: () => goTo(position + ROWS_OF_PAGE),
    PageUp: () => goTo(position - ROWS_OF_PAGE),
    Escape: () => { if (open.unfolded.has(row)) toggle(row); goTo(position); },
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

tabs.addEventListener("keydown", (event) => {
  const all = /** @type {HTMLElement[]} */ ([...tabs.children]);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const tab = all[(to + all.length) % all.length];
  tab.click();
  tab.focus();
});
