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

  // addressOf gives the address of the page on a step of the slider.
  const addressOf = (step) => {
    const asked = new URLSearchParams(new FormData(form)); // what the table is narrowed to
    asked.delete("step");
    if (step < end) asked.set("on", at(step).toISOString().slice(0, 10));
    const query = asked.toString();
    return query ? "/?" + query : "/";
  };

  // show puts the page of an address in the place of this one, and gives it; nothing if it is not to come.
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
      return page;
    } catch (e) {
      if (e.name !== "AbortError") location.assign(address);
      return null;
    }
  };

  range.addEventListener("input", () => {
    stop();
    const step = Number(range.value);
    const day = step >= end ? "" : at(step).toISOString().slice(0, 10);
    range.setAttribute("aria-valuetext", day ? format.format(at(step)) : "today");
    if (day) date.value = day;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(addressOf(step)), 60);
  });

  // Replay goes by itself from one day on which something was reported to the
  // next, from the day that is shown or, today, from the first.
  const replay = document.createElement("button");
  replay.type = "button";
  replay.className = "replay";
  const stayed = 900; // milliseconds on each day
  let run = 0; // counts the runs; 0 of none
  let runs = 0;
  const stop = () => { run = 0; replay.textContent = "Replay"; };
  stop();
  replay.addEventListener("click", async () => {
    if (run) {
      stop();
      return;
    }
    const mine = run = ++runs;
    replay.textContent = "Pause";
    const following = () => form.querySelector('.controls a[rel="next"]')?.getAttribute("href");
    for (let next = Number(range.value) >= end ? addressOf(0) : following(); next; next = following()) {
      const page = await show(next);
      if (run !== mine || !page) break;
      const there = page.getElementById("step");
      range.value = there.value;
      range.setAttribute("aria-valuetext", there.getAttribute("aria-valuetext"));
      await new Promise((done) => { setTimeout(done, stayed); });
      if (run !== mine) return;
    }
    if (run === mine) stop();
  });
  form.append(replay);
})();
