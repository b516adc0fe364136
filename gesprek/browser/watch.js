// Loads the page anew once its log-in has ended, or another began: the server then leads to the
// page to sign in. What the page does is checked by the server each time anyway. So does a page
// that lost its content, which is drawn in parts that can cross on a slow line.
//
// The same look tells when there is no server: in a bar above the page, so that one can read on.
// Streamlit shuts the fields at once, without a word, and tells it later, in a window over the page.
(() => {
  "use strict";
  const EVERY = 3000;
  const ALIVE = 12000; // ms: the live line of a step speaks every four seconds, and tells this too
  const ONCE_IN = 20000; // ms: a page that stays bare is not loaded over and over
  const CONTENT = '[data-testid="stMain"] :is(h1, [data-testid="stAlert"])';
  const APP = '[data-testid="stApp"]';
  const DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]';
  const LOST =
    "Geen verbinding met Gesprekstool. Laat deze pagina open staan: wat je typte, blijft staan. " +
    "Zodra de verbinding er weer is, kun je verder.";
  const BACK = "Er is weer verbinding.";
  const BACK_FOR = 5000; // ms
  const TOO_MANY = 429; // this page could get no line to draw itself: the answer says why
  let bar = null;
  let known = null;
  let bare = 0;
  let drawn = false;

  const tell = (words) => {
    if (!bar) {
      bar = Object.assign(document.createElement("div"), { id: "gesprek-lijn", role: "status" });
      bar.style.cssText =
        "position:fixed;inset:0 0 auto;z-index:1000000;padding:.75rem 1rem;background:#fff3cd;" +
        "color:#2b2926;border-bottom:2px solid #2b2926;font:inherit;text-align:center";
      document.body.append(bar);
    }
    bar.hidden = !words;
    if (bar.textContent !== words) bar.textContent = words;
  };

  const isLost = () => bar?.textContent === LOST;

  const isBack = () => {
    if (!isLost()) return;
    tell(BACK);
    setTimeout(() => bar.textContent === BACK && tell(""), BACK_FOR);
  };

  const ask = async () => {
    try {
      const answer = await fetch("/binnen", { cache: "no-store" });
      isBack();
      const said = await answer.text();
      if (answer.status === TOO_MANY) return tell(said);
      if (!answer.ok) return;
      if (bar && !isLost() && bar.textContent !== BACK) tell("");
      const mark = said;
      if (known !== null && mark !== known) window.location.reload();
      known ??= mark;
    } catch (error) {
      if (error instanceof TypeError) tell(LOST); // the next look will tell when it is back
    }
  };

  const mend = () => {
    drawn ||= document.querySelector(DRAWN) !== null;
    const isBare = document.querySelector(DRAWN) && !document.querySelector(CONTENT);
    const isGone = drawn && !document.querySelector(APP); // Streamlit stopped at what it can't place
    bare = isBare || isGone ? bare + 1 : 0;
    const last = Number(sessionStorage.getItem("gesprek-hersteld"));
    if (bare < 2 || Date.now() - last < ONCE_IN) return;
    sessionStorage.setItem("gesprek-hersteld", Date.now());
    window.location.reload();
  };

  const look = () => {
    if (document.hidden) return;
    mend();
    // A live line can be back before this look is: what was told as lost is asked in any case.
    if (known === null || isLost() || !(Date.now() - window.gesprekLive < ALIVE)) ask();
  };

  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  for (const kind of ["offline", "online"]) addEventListener(kind, () => document.hidden || ask());
  look();
})();
