// Tells what is the matter where the page does not come: without this it would stay empty, or grey,
// without a word. What may have been lost on the way is asked for once more first. No module, and
// in an old JavaScript, so that a browser runs it that is too old for Streamlit's scripts, and so
// that it comes where those fail. The words stand in own_page.py, which also shows them where not
// even this script came. docs/apparaten-iphone.md has the versions.
(() => {
  const { content, answers } = document.currentScript.dataset;
  const EVERY = 500; // ms
  const LATEST = 14000; // ms after which something is told, whatever it is that takes so long
  const ANSWER = 3000; // ms for the server to show that it is there
  const ASK_EVERY = 10; // looks
  const ONCE_IN = 60000; // ms: a page that fails is not loaded over and over
  const AGAIN = "gesprek-opnieuw";
  const root = document.getElementById("root");
  const box = document.getElementById("gesprek-niet");
  const words = document.getElementById("gesprek-waarom").content;
  // Those of the page itself: of what Streamlit asks for later, Vite tells.
  const ownSheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  const typedIn = new Set();
  let leaves = false; // what was under way then ends, and is not lost
  let unreadable = false; // a script that the browser could not read
  let isLate = false; // a part that a page asked for later did not come
  let lacking = 0; // looks in a row that found that something did not come
  let looks = 0;

  const tell = (about) => {
    const bar = document.getElementById("gesprek-lijn"); // it knows more: message_bar.js
    const told = bar && !bar.hidden ? "" : about;
    if (told === (box.dataset.om || "")) return;
    if (!told) return delete box.dataset.om;
    box.firstElementChild.textContent = words.querySelector(`[data-om=${told}]`).textContent;
    box.dataset.om = told;
  };

  // What came in the same version of Safari as the rest that Streamlit's scripts need, and what
  // came last in the others.
  const knowsAll = () => {
    try {
      return "ab".search(new RegExp("(?<=a)b")) === 1 && "toSorted" in Array.prototype;
    } catch (error) {
      return !(error instanceof SyntaxError);
    }
  };

  /** Load the page anew, unless that was just done, or would lose what somebody typed. */
  const loadsAgain = () => {
    if (leaves) return true;
    if ([...typedIn].some((one) => one.isConnected && one.value)) return false;
    try {
      if (Date.now() - Number(sessionStorage.getItem(AGAIN)) < ONCE_IN) return false;
      sessionStorage.setItem(AGAIN, Date.now());
    } catch {
      return false; // nothing may be kept here, so it could go on for ever
    }
    window.location.reload();
    return true;
  };

  const hasStyles = () => {
    try { // Chromium keeps a style sheet that did not come, and lets nobody look in it
      return ownSheets.every(({ sheet }) => sheet !== null && sheet.cssRules.length > 0);
    } catch {
      return false;
    }
  };

  /** What did not come of a page of which all was asked for; "" where all is there. */
  const whatLacks = () => {
    if (isLate) return "deel";
    if (document.readyState !== "complete") return "";
    if (root.firstChild === null) return unreadable ? "onleesbaar" : "deel";
    if (!window.gesprek) return "scripts";
    return hasStyles() ? "" : "deel";
  };

  const tellWhatTakesLong = () => {
    const late = new Promise((done) => setTimeout(done, ANSWER));
    Promise.race([fetch(answers, { cache: "no-store" }), late])
      .then((answer) => {
        const isOurs = answer && /json/.test(answer.headers.get("content-type"));
        if (document.querySelector(content)) return;
        if (isOurs) tell(document.readyState === "complete" ? "lijn" : "traag");
        else tell("server");
      })
      .catch(() => tell("server"));
  };

  const look = () => {
    looks += 1;
    const lacks = whatLacks();
    lacking = lacks ? lacking + 1 : 0;
    if (lacking > 1) { // React begins a moment after its script came
      clearInterval(watch);
      return loadsAgain() || tell(lacks);
    }
    if (document.querySelector(content)) {
      tell("");
      if (!lacks && document.readyState === "complete") clearInterval(watch);
    } else if (looks * EVERY >= LATEST && (looks * EVERY === LATEST || looks % ASK_EVERY === 0)) {
      tellWhatTakesLong();
    }
  };

  if (!knowsAll()) return tell("oud");
  window.addEventListener("error", ({ message }) => {
    if (root.firstChild === null && /SyntaxError/.test(message)) unreadable = true;
  });
  window.addEventListener("pagehide", () => (leaves = true));
  window.addEventListener("pageshow", () => (leaves = false)); // kept by the browser, and back
  document.addEventListener("input", ({ target }) => typedIn.add(target), true);
  // Streamlit gets the rest of its scripts when a page needs them; its builder, Vite, tells this.
  window.addEventListener("vite:preloadError", () => {
    isLate = true;
    if (!loadsAgain()) tell("deel");
  });
  const watch = setInterval(look, EVERY);
})();
