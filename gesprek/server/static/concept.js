// Keeps what somebody types in a field of an oefening, 0.6 s after the last key and when the page
// goes away. The server knows whose it is by the cookie, and puts it back.
(() => {
  "use strict";
  const MARK = "st-key-veld-";
  const PAUSE = 600;
  const LATER = 3000;
  const waiting = new Map(); // field → { text, timer }

  const send = (field, text) => {
    waiting.delete(field);
    fetch("/concept", {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ veld: field, tekst: text }),
    }).catch(() => {
      if (!waiting.has(field)) plan(field, text, LATER); // no line: try again, unless typed on
    });
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

  document.addEventListener("input", (event) => {
    const around = event.target.closest?.(`[class*="${MARK}"]`);
    if (!around || !event.target.matches("textarea, input[type=text]")) return;
    const name = [...around.classList].find((one) => one.startsWith(MARK));
    plan(name.slice("st-key-".length), event.target.value, PAUSE);
  }, true);
  addEventListener("pagehide", sendAll);
  document.addEventListener("visibilitychange", () => document.hidden && sendAll());
})();
