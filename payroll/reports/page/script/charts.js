/** What the bars of the charts tell, and where they lead. */

const tip = element("div", { id: "tip", role: "tooltip", hidden: true });
/** @type {Element|null} */
let told = null;

/** @param {Element} bar */
function showTip(bar) {
  told = bar;
  tip.textContent = bar.getAttribute("aria-label");
  tip.hidden = false;
  const box = (bar.querySelector(".fill") || bar).getBoundingClientRect();
  const left = Math.min(Math.max(box.left + box.width / 2 - tip.offsetWidth / 2, 8), innerWidth - tip.offsetWidth - 8);
  const above = box.top - tip.offsetHeight - 6;
  tip.style.left = `${left}px`;
  tip.style.top = `${above < 4 ? box.bottom + 6 : above}px`;
}

function hideTip() {
  told = null;
  tip.hidden = true;
}

/** Show the ledger's lines that a bar stands for. @param {Element} bar */
function showLines(bar) {
  [filters.search, filters.person, filters.choices] = ["", "", {}];
  choose(String(bar.getAttribute("data-column")), String(bar.getAttribute("data-choice")));
  choose("kind", data.charge);
  show(ledgerView);
  section.scrollIntoView();
  document.getElementById("search")?.focus({ preventScroll: true });
}

for (const bar of document.querySelectorAll(".bar")) {
  bar.addEventListener("mouseenter", () => showTip(bar));
  bar.addEventListener("mouseleave", hideTip);
  bar.addEventListener("focus", () => showTip(bar));
  bar.addEventListener("blur", hideTip);
  if (!bar.hasAttribute("data-choice")) continue;
  bar.setAttribute("role", "button");
  bar.addEventListener("click", () => showLines(bar));
  bar.addEventListener("keydown", (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key !== "Enter" && key !== " ") return;
    event.preventDefault();
    showLines(bar);
  });
}
addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
addEventListener("scroll", () => { if (told) showTip(told); }, { passive: true });
