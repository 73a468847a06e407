/** Making elements, and those that hold the open table. */

/**
 * @param {string} tag
 * @param {Record<string, string|boolean|number|undefined|null|((event: any) => void)>} [attributes]  `on…` is a listener
 * @param {(Node|string)[]} inside
 * @returns {HTMLElement}
 */
function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...inside);
  return made;
}

/** @param {Column} column */
function look(column) {
  const kind = column.kind === "count" ? "count-cell" : column.kind;
  return `${kind} c-${column.name}${column.spared ? " spared" : ""}`;
}

const section = /** @type {HTMLElement} */ (document.getElementById("tables"));
const tabs = element("div", { role: "tablist", "aria-label": words.tabs });
const panel = element("div", { role: "tabpanel", id: "panel", "aria-labelledby": "" });
const title = element("h2", { class: "printed" });
const tools = element("form", { class: "tools", role: "search", onsubmit: (event) => event.preventDefault() });
const status = element("p", { class: "status", role: "status" });
const filtered = element("p", { class: "printed" });
const holder = element("div", { class: "scroll", role: "region", tabindex: "0" });
const pages = element("nav", { class: "pages" });
const cut = element("p", { class: "notice" });
const note = element("p", { class: "note" });
