// Moves the table of states through time with the slider, without loading the
// page anew. Without this the slider is sent by its button.
(() => {
  "use strict";
  const form = document.getElementById("day");
  if (!form) return;
  const range = form.elements.step;
  const date = document.getElementById("on");
  const end = Number(form.dataset.end);
  const first = Date.parse(form.dataset.first + "T00:00:00Z");
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const at = (step) => new Date(first + step * 86400000);
  let waiting = 0;
  let under = null;

  const show = async (address) => {
    if (under) under.abort();
    under = new AbortController();
    try {
      const answer = await fetch(address, { signal: under.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of document.querySelectorAll("[data-part]")) {
        const fresh = page.querySelector(`[data-part="${old.dataset.part}"]`);
        if (fresh) old.replaceWith(fresh);
      }
      date.value = page.getElementById("on").value;
      document.title = page.title;
      history.replaceState(null, "", address);
    } catch (e) {
      if (e.name !== "AbortError") location.assign(address);
    }
  };

  range.addEventListener("input", () => {
    const step = Number(range.value);
    const day = step >= end ? "" : at(step).toISOString().slice(0, 10);
    range.setAttribute("aria-valuetext", day ? format.format(at(step)) : "today");
    if (day) date.value = day;
    clearTimeout(waiting);
    const asked = new URLSearchParams(new FormData(form)); // what the table is narrowed to
    asked.delete("step");
    if (day) asked.set("on", day);
    const query = asked.toString();
    waiting = setTimeout(() => show(query ? "/?" + query : "/"), 60);
  });
})();
