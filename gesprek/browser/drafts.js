// Keeps what somebody types in a field of an oefening or a form: 0.6 s after the last key, when the
// field is left and when the page goes away. The server knows whose it is by the cookie, and puts it
// back.
const MARK = "st-key-veld-";
const TYPED_IN = "textarea, input[type=text]:not([role=combobox])"; // those search a list
const NAMED = '[class*="st-key-"]';
const PAUSE = 600;
const LATER = 3000;
const waiting = new Map(); // field → { text, timer }
let underWay = 0;

/** Whether a text is on its way: the page is not drawn anew, nor left, meanwhile. */
export const isTyping = () => waiting.size + underWay > 0;

/** Whether fields have their names in a class, so that their texts are kept. */
export const findsFields = () =>
  [...document.querySelectorAll("textarea")].every((one) => one.closest(NAMED));

function send(field, text) {
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
}

function plan(field, text, pause) {
  clearTimeout(waiting.get(field)?.timer);
  waiting.set(field, { text, timer: setTimeout(() => send(field, text), pause) });
}

function sendAll() {
  for (const [field, { text, timer }] of waiting) {
    clearTimeout(timer);
    send(field, text);
  }
}

/** The name of the field that was typed in, null where its text is not kept. */
export function fieldOf(target) {
  const around = target.closest?.(`[class*="${MARK}"]`);
  if (!around || !target.matches(TYPED_IN)) return null;
  return [...around.classList].find((one) => one.startsWith(MARK)).slice("st-key-".length);
}

/** Keep what is typed from now on. */
export function keepDrafts() {
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
}

/** Mend half a sign, left by a broken paste: the server would drop the line and the text with it. */
export function mendHalfSigns({ target: field }) {
  if (typeof field.value !== "string" || (field.value.isWellFormed?.() ?? true)) return;
  const caret = field.selectionStart;
  // The prototype's setter goes past React, which then sees the mended text as typed.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")
    .set.call(field, field.value.toWellFormed());
  field.setSelectionRange(caret, caret);
}

/** Keep what is typed out of the memory of the browser, which offers it to whoever types next. */
export function leaveNoHistory({ target: field }) {
  if (field.matches?.("input") && !field.autocomplete) field.autocomplete = "off";
}
