// Loads the page anew once its log-in has ended, or another began: the server then leads to the
// page to sign in. What the page does is checked by the server each time anyway.
(() => {
  "use strict";
  const EVERY = 3000;
  let known = null;

  const look = async () => {
    try {
      const answer = await fetch("/binnen", { cache: "no-store" });
      if (!answer.ok) return;
      const mark = await answer.text();
      if (known !== null && mark !== known) window.location.reload();
      known ??= mark;
    } catch {
      // No line: the next look will tell.
    }
  };

  setInterval(() => document.hidden || look(), EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  look();
})();
