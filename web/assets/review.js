// Single keys for what the page offers as links, buttons and forms. Every key
// has an element with data-key that does the same by pointer or Tab.
(() => {
  "use strict";
  const store = "demarche-single-keys";
  let on = true;
  try { on = localStorage.getItem(store) !== "off"; } catch { /* not kept, then */ }
  let done = false; // a decision is on its way; a key that is held sends no second one

  let pressed = null;

  const typing = (e) => e.closest("input:not([type=checkbox]), select, textarea") !== null;

  const act = (e) => {
    if (e.tagName === "SUMMARY") {
      const box = e.parentElement;
      box.open = box.id === "keys" ? !box.open : true;
      const field = box.querySelector("input:not([type=hidden]):not([type=checkbox]), select, textarea");
      (box.open && box.id !== "keys" && field || e).focus();
      return;
    }
    if (e.tagName === "BUTTON") {
      if (!send(e)) return;
      done = true;
      e.form.requestSubmit(e);
      return;
    }
    done = true;
    e.click();
  };

  // The boxes of a list to choose from are gone through by key, and ticked.
  const boxes = [...document.querySelectorAll(".choose input[type=checkbox]")];
  const chooses = (key) => {
    const at = boxes.indexOf(document.activeElement);
    const to = { j: Math.min(at + 1, boxes.length - 1), k: Math.max(at - 1, 0), x: Math.max(at, 0) }[key];
    if (to === undefined || boxes.length === 0) return false;
    boxes[to].focus();
    if (key === "x") boxes[to].click();
    return true;
  };
  // send sends a form by key; the reason is asked for first, where it is wanting.
  const send = (button) => {
    const reason = button.form.elements.reason;
    if (button.form.querySelector(".choose") && reason && !reason.value.trim()) { reason.focus(); return false; }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) {
      const box = event.target.closest("details");
      event.target.blur();
      if (box) { box.open = false; box.querySelector("summary").focus(); }
      return;
    }
    if (!on && event.key !== "?" || done || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (chooses(event.key)) { pressed = event.key; event.preventDefault(); return; }
    const key = CSS.escape(event.key);
    const e = document.querySelector(`[data-key="${key}"], [data-key-too="${key}"]`);
    if (!e) return;
    event.preventDefault();
    pressed = event.key;
    act(e);
  });
  // The letter of a key that led into a field is not typed there.
  document.addEventListener("keyup", () => { pressed = null; });
  document.addEventListener("beforeinput", (event) => {
    if (pressed !== null && event.data === pressed) event.preventDefault();
  });
  // A page that comes back out of the memory of the browser listens again.
  window.addEventListener("pageshow", () => { done = false; });

  const box = document.getElementById("single-keys");
  if (box) {
    box.closest("[hidden]").hidden = false;
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      try { localStorage.setItem(store, on ? "on" : "off"); } catch { /* for this page only */ }
    });
  }
  const bad = document.querySelector(".bad input, .bad select, .bad textarea");
  if (bad) bad.focus();
  else if (boxes.length > 0) boxes[0].focus();
})();
