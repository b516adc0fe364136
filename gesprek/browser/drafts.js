// Keeps what somebody types in a field of an oefening: 0.6 s after the last key, when the field is
// left and when the page goes away. The server knows whose it is by the cookie, and puts it back.
(() => {
  "use strict";
  const MARK = "st-key-veld-";
  const PAUSE = 600;
  const LATER = 3000;
  const waiting = new Map(); // field → { text, timer }
  let underWay = 0;
  // The page is not drawn anew, nor left, while a text is on its way: see live_part.js.
  window.gesprekTypt = () => waiting.size + underWay > 0;

  const send = (field, text) => {
    waiting.delete(field);
    underWay += 1;
    fetch("/concept", {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ veld: field, tekst: text }),
    }).catch(() => {
      if (!waiting.has(field)) plan(field, text, LATER); // no line: try again, unless typed on
    }).finally(() => (underWay -= 1));
  };

  const plan = (field, text, pause) => {
    clearTimeout(waiting.get(field)?.timer);
    waiting.set(field, { text, timer: setTimeout(() => send(field, text), pause) });
  };

  const sendAll = () => {
    for (const [field, { text, timer }] of [...waiting]) {
      clearTimeout(timer);
      send(field, text);
    }
  };

  const fieldOf = (target) => {
    const around = target.closest?.(`[class*="${MARK}"]`);
    if (!around || !target.matches("textarea, input[type=text]")) return null;
    return [...around.classList].find((one) => one.startsWith(MARK)).slice("st-key-".length);
  };

  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (field) plan(field, event.target.value, PAUSE);
  }, true);
  // At once when the field is left: what is done with the text after that must come later.
  document.addEventListener("focusout", (event) => {
    const field = fieldOf(event.target);
    const kept = waiting.get(field);
    if (!kept) return;
    clearTimeout(kept.timer);
    send(field, kept.text);
  }, true);
  addEventListener("pagehide", sendAll);
  document.addEventListener("visibilitychange", () => document.hidden && sendAll());
})();
