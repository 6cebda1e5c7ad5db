// Keeps the table of today fresh on screens that are left open: once a minute,
// while somebody can see it, the page is asked for by its tag, and put in if it
// is another. Who types, has chosen something or moves the slider is not disturbed.
(() => {
  "use strict";
  const every = 60000; // milliseconds
  let tag = null; // of the page that is shown; the first answer tells it
  let asking = false;
  let last = new Date(); // when the server last answered
  const stale = (why) => {
    const note = document.getElementById("stale");
    if (!note) return;
    note.hidden = !why;
    note.textContent = why;
  };
  const busy = () => document.querySelector("#answer[data-fresh]") === null // not the page of today
    || document.querySelector(".replay[data-runs]") !== null
    || document.querySelector("[data-part] details[open]") !== null
    || document.activeElement.closest("form, [data-part]") !== null
    || String(getSelection()) !== "";

  const put = (page) => {
    const bounds = (d) => { const f = d.getElementById("day"); return f ? f.dataset.first + " " + f.dataset.end : ""; };
    if (bounds(page) !== bounds(document) || page.getElementById("answer") === null) {
      location.reload(); // the slider has another end: a day has passed
      return;
    }
    for (const old of document.querySelectorAll("[data-part]")) {
      const fresh = page.querySelector(`[data-part="${old.dataset.part}"]`);
      if (fresh) old.replaceWith(fresh);
    }
    const date = document.getElementById("on");
    if (date) date.value = page.getElementById("on").value;
    document.title = page.title;
  };

  const refresh = async () => {
    if (asking || document.hidden || busy()) return;
    asking = true;
    const address = location.pathname + location.search;
    try {
      const answer = await fetch(address, { cache: "no-cache" }); // the browser sends the tag that it has
      if (answer.redirected) throw new Error("sign in again");
      if (!answer.ok) throw new Error("the server answers " + answer.status);
      const now = answer.headers.get("ETag");
      const text = await answer.text();
      stale("");
      last = new Date();
      if (now !== null && now === tag) return;
      if (busy() || address !== location.pathname + location.search) return; // somebody has begun something meanwhile
      tag = now;
      put(new DOMParser().parseFromString(text, "text/html"));
    } catch (e) {
      stale("Not refreshed since " + last.toTimeString().slice(0, 5) + ": " + e.message);
    } finally {
      asking = false;
    }
  };
  setInterval(refresh, every);
  document.addEventListener("visibilitychange", refresh);
})();

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
      const table = document.getElementById("answer");
      table.toggleAttribute("data-fresh", page.querySelector("#answer[data-fresh]") !== null);
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
  const stop = () => { run = 0; replay.textContent = "Replay"; delete replay.dataset.runs; };
  stop();
  replay.addEventListener("click", async () => {
    if (run) {
      stop();
      return;
    }
    const mine = run = ++runs;
    replay.textContent = "Pause";
    replay.dataset.runs = "1"; // see refresh
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
