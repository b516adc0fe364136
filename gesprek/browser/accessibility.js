// What Streamlit leaves out for who uses no mouse or sees no screen.
//
// 1. After a move to another page the focus stands on its heading, so that a screen reader reads
//    where one is and Tab goes on from there. A reload or a first visit is left to the browser.
// 2. A link that is off says so to a screen reader as well, and a window that scrolls can be
//    scrolled with the arrow keys.
// 3. A single letter does nothing outside a field: Streamlit runs the page anew with r, which
//    speech input and a slip of the finger set off too (WCAG 2.1.4).
// 4. A page shows once it is whole: Streamlit sends it in parts, and each part moves the others.
// 5. A window over the page that Streamlit makes anew, as a colleague saves, stands where one read.
// 6. Why a text was refused comes out from behind the bar at the bottom: below the last field of a
//    phone's screen it would stand there unseen.
// 7. Tab keeps what was typed in a field with a button in it, as for a password: Streamlit takes the
//    way to that button for no leaving, and none of the way on from there.
import contract from "./contract.js";

const { alert: ALERT, bottom: BAR, drawn: DRAWN, error, main: MAIN, text } = contract.selectors;
const { dialog: WINDOW, "input-frame": FRAME } = contract.selectors;
const HEADING = `${MAIN} h1`;
const CONTENT = `${MAIN} :is(h1, ${ALERT}, ${text})`;
const SETTLE = 250; // ms: the live part of a page is drawn just after the rest
const { "page-link": OFF, "popover-body": SCROLLS } = contract.selectors;
const TYPES =
  'input,textarea,select,[contenteditable],[role="listbox"],[role="menu"],[role="grid"],' +
  '[role="combobox"],[role="spinbutton"]';
const REFUSAL = `${MAIN} ${ALERT} ${error}`;
const ROOM = 8; // px between what was refused and the bar
const LONGEST = 4000; // ms: what comes slower shows in parts after all
const root = document.documentElement;
let here = location.pathname;
let before = ""; // the heading of the page that was left
let moved = false;
let found = null; // the heading that had the focus
const refused = new Set(); // what was refused just now
const AGAIN = 2000; // ms in which a window is the one that was there
const read = { window: null, seen: 0, top: 0, until: 0 }; // how far one had scrolled in it

function show() {
  delete root.dataset.tekent;
}

function showWhenWhole() {
  if (!("tekent" in root.dataset) || !document.querySelector(DRAWN)) return;
  if (!document.querySelector(CONTENT)) return;
  // One more frame, in which late parts and the letters get their place.
  document.fonts.ready.then(() => setTimeout(show, SETTLE));
}

/** Put the focus on the heading of a page one moved to, until one does something oneself. */
function follow() {
  const heading = document.querySelector(HEADING);
  const words = heading?.textContent ?? "";
  if (location.pathname !== here) [here, moved] = [location.pathname, true];
  else if (!moved) before = words; // the address changes before or after the page does
  if (!moved || !heading || words === before || !document.querySelector(DRAWN)) return;
  const active = document.activeElement;
  if (active === heading || (active?.isConnected && active.matches(TYPES))) return;
  if (found === heading && active !== document.body) return;
  found = heading;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function noteRefusals(node) {
  if ("tekent" in root.dataset) return;
  if (node.matches?.(REFUSAL)) refused.add(node);
  node.querySelectorAll?.(REFUSAL).forEach((one) => refused.add(one));
}

/** Scroll no further than it takes, and not to what stands far below: nobody is moved about. */
function uncover() {
  if (!refused.size || !document.querySelector(DRAWN)) return;
  const edge = document.querySelector(BAR)?.getBoundingClientRect().top ?? innerHeight;
  for (const one of refused) {
    const { top, bottom } = one.closest(ALERT).getBoundingClientRect();
    if (top < innerHeight && bottom > edge)
      document.querySelector(MAIN).scrollBy(0, bottom - edge + ROOM);
  }
  refused.clear();
}

function keepPlace({ target }) {
  const isWhole = target.matches?.(WINDOW) && target.scrollHeight > target.clientHeight;
  if (isWhole && Date.now() > read.until) read.top = target.scrollTop;
}

/** Put a window that was made anew, or lost its content for a moment, back where one read. */
function findPlace() {
  const window = document.querySelector(WINDOW);
  if (!window) return;
  const isNew = window !== read.window, now = Date.now();
  if (isNew && now - read.seen > AGAIN) read.top = 0; // another one, or opened again
  if (read.top && (isNew || window.scrollHeight <= window.clientHeight)) read.until = now + AGAIN;
  Object.assign(read, { window, seen: now });
  if (now > read.until) return;
  window.scrollTop = read.top;
  if (window.scrollTop >= read.top) read.until = 0;
}

function tellOff(link) {
  const isOff = link.hasAttribute("disabled");
  if (isOff === (link.getAttribute("aria-disabled") === "true")) return;
  if (isOff) link.setAttribute("aria-disabled", "true");
  else link.removeAttribute("aria-disabled");
}

function look(changes) {
  for (const { target, addedNodes } of changes) {
    if (target.matches?.(OFF)) tellOff(target);
    for (const node of addedNodes) {
      node.querySelectorAll?.(OFF).forEach(tellOff);
      node.querySelectorAll?.(SCROLLS).forEach((one) => (one.tabIndex = 0));
      noteRefusals(node);
    }
  }
  follow();
  findPlace();
  showWhenWhole();
  uncover();
}

function stopSingleLetters(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^\p{L}$/u.test(event.key)) return;
  if (!event.target.closest?.(TYPES)) event.stopImmediatePropagation();
}

function keepBeforeButton({ key, shiftKey, target }) {
  if (key !== "Tab" || shiftKey || !target.matches?.('input:is([type="password"], [type="text"])')) return;
  if (!target.closest(FRAME)?.querySelector("button")) return;
  target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
}

/** Do all of this from now on. */
export function makeAccessible() {
  root.dataset.tekent = "";
  setTimeout(show, LONGEST);
  for (const kind of ["keydown", "pointerdown"])
    addEventListener(kind, () => ([moved, found] = [false, null]), true);
  new MutationObserver(look).observe(root, {
    subtree: true, childList: true, attributes: true,
    attributeFilter: ["disabled", ...Object.keys(contract.states)],
  });
  addEventListener("keydown", stopSingleLetters, true);
  addEventListener("keydown", keepBeforeButton, true);
  addEventListener("scroll", keepPlace, true);
}
