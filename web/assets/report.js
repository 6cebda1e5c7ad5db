// Links records and the passages they rest on: pointing at or focusing the one
// lights up the other. The page reads the same without this.
(() => {
  "use strict";
  const sheet = document.querySelector(".report");
  if (!sheet) return;
  const all = [...sheet.querySelectorAll("[data-r]")];
  const byLabel = new Map();
  for (const el of all) {
    for (const label of el.dataset.r.split(" ")) {
      if (!byLabel.has(label)) byLabel.set(label, []);
      byLabel.get(label).push(el);
    }
  }
  let lit = [];
  const light = (el) => {
    for (const old of lit) old.classList.remove("lit");
    lit = [];
    const from = el && el.closest("[data-r]");
    if (!from) return;
    for (const label of from.dataset.r.split(" ")) {
      for (const to of byLabel.get(label)) {
        to.classList.add("lit");
        lit.push(to);
      }
    }
  };
  const focused = () => (sheet.contains(document.activeElement) ? document.activeElement : null);
  sheet.addEventListener("mouseover", (e) => light(e.target.closest("[data-r]") ? e.target : focused()));
  sheet.addEventListener("mouseleave", () => light(focused()));
  sheet.addEventListener("focusin", (e) => light(e.target));
  sheet.addEventListener("focusout", () => light(null));

  // The arrow keys go from record to record while the focus is in one.
  const tags = [...sheet.querySelectorAll(".card a.tag")];
  sheet.addEventListener("keydown", (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const card = document.activeElement.closest(".card");
    if (!step || !card || e.altKey || e.ctrlKey || e.metaKey) return;
    const shown = tags.filter((t) => t.offsetParent);
    const next = shown[shown.indexOf(card.querySelector("a.tag")) + step];
    if (!next) return;
    e.preventDefault();
    next.focus();
  });
})();
