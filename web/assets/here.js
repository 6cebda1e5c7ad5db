// Writes below the page, for paper, from which address it was printed.
(() => {
  "use strict";
  const put = () => { for (const e of document.querySelectorAll("[data-here]")) e.textContent = location.href; };
  put();
  addEventListener("beforeprint", put);
})();
