// Loads the page anew once its log-in has ended, or another began: the server then leads to the
// page to sign in. What the page does is checked by the server each time anyway. So does a page
// that lost its content, which is drawn in parts that can cross on a slow line.
(() => {
  "use strict";
  const EVERY = 3000;
  const ALIVE = 12000; // ms: the live line of a step speaks every four seconds, and tells this too
  const ONCE_IN = 20000; // ms: a page that stays bare is not loaded over and over
  const CONTENT = '[data-testid="stMain"] :is(h1, [data-testid="stAlert"])';
  const DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]';
  let known = null;
  let bare = 0;

  const ask = async () => {
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

  const mend = () => {
    bare = document.querySelector(DRAWN) && !document.querySelector(CONTENT) ? bare + 1 : 0;
    const last = Number(sessionStorage.getItem("gesprek-hersteld"));
    if (bare < 2 || Date.now() - last < ONCE_IN) return;
    sessionStorage.setItem("gesprek-hersteld", Date.now());
    window.location.reload();
  };

  const look = () => {
    if (document.hidden) return;
    mend();
    if (known === null || !(Date.now() - window.gesprekLive < ALIVE)) ask();
  };

  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  look();
})();
