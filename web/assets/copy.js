// Puts a button beside what is meant to be copied. The text can be selected and
// copied without it.
(() => {
  "use strict";
  if (!navigator.clipboard) return; // not over plain HTTP to another machine
  for (const from of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    const word = "Copy " + from.dataset.copy;
    button.textContent = word;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(from.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(from);
        button.textContent = "Selected: copy it with the keyboard";
      }
      setTimeout(() => { button.textContent = word; }, 2500);
    });
    from.after(button);
  }
})();
