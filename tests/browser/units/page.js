import { makeAccessible } from "/gesprek/accessibility.js";
import { asTime, awakeScreen, clock } from "/gesprek/clock.js";
import contract from "/gesprek/contract.js";
import { tell, told } from "/gesprek/message_bar.js";
import { isAtRest, isUnknownPage } from "/gesprek/page_state.js";
import { check, equal, pause, put } from "./check.js";

makeAccessible();
const { "page-link": LINK, "popover-body": OPENED } = contract.selectors;
const bar = () => document.getElementById("gesprek-lijn");

function page(connection, script) {
  put('<div id="root"><div data-testid="stApp"><main data-testid="stMain"></main></div></div>');
  const app = document.querySelector(contract.selectors.app);
  app.setAttribute("data-test-connection-state", connection);
  app.setAttribute("data-test-script-state", script);
}

/** Return an element that a simple selector of the contract finds. */
function elementOf(selector, tag) {
  const element = document.createElement(tag);
  const [, name, value] = /^\[([\w-]+)='(.*)'\]$/.exec(selector);
  element.setAttribute(name, value);
  return element;
}

check("the bar tells what is most urgent, and the next thing when that is over", () => {
  tell("drafts", "drie");
  tell("line", "een");
  tell("live", "twee");
  equal(bar().textContent, "een");
  tell("line", "");
  equal([bar().textContent, told("line"), told("live")], ["twee", "", "twee"]);
  tell("live", "");
  tell("drafts", "");
  equal(bar().hidden, true);
});

check("a page with a line that is drawn is at rest", () => {
  page("CONNECTED", "notRunning");
  equal([isAtRest(), isUnknownPage()], [true, false]);
});

check("a page without a line, or that is being drawn, is not at rest", () => {
  page("PINGING_SERVER", "notRunning");
  equal([isAtRest(), isUnknownPage()], [false, false]);
  page("CONNECTED", "running");
  equal([isAtRest(), isUnknownPage()], [false, false]);
});

check("a page in a state that nobody knows is unknown, and is not waited for", () => {
  page("ONLINE", "notRunning");
  equal([isAtRest(), isUnknownPage()], [true, true]);
  put('<div id="root"><main></main></div>');
  equal(isUnknownPage(), true);
});

check("a page that is drawn and has no content of its own is unknown", () => {
  page("CONNECTED", "notRunning");
  document.querySelector(contract.selectors.main).remove();
  equal(isUnknownPage(), true);
  page("CONNECTED", "running");
  document.querySelector(contract.selectors.main).remove();
  equal(isUnknownPage(), false);
});

check("a page that Streamlit has not begun is not unknown", () => {
  put('<div id="root"></div>');
  equal([isAtRest(), isUnknownPage()], [false, false]);
});

check("a link that is off says so to a screen reader, until it is on", async () => {
  const link = elementOf(LINK, "a");
  link.setAttribute("disabled", "");
  put("<main></main>").append(link);
  await pause(0);
  equal(link.ariaDisabled, "true");
  link.removeAttribute("disabled");
  await pause(0);
  equal(link.ariaDisabled, null);
});

check("a part that opens can be scrolled with the keyboard", async () => {
  const opened = elementOf(OPENED, "div");
  put("<main></main>").append(opened);
  await pause(0);
  equal(opened.tabIndex, 0);
});

check("a single letter does nothing outside a field", () => {
  const heard = [];
  const note = (event) => heard.push(event.target.tagName);
  document.addEventListener("keydown", note);
  put("<p>tekst</p><input>");
  for (const target of [document.querySelector("p"), document.querySelector("input")])
    target.dispatchEvent(new KeyboardEvent("keydown", { key: "r", bubbles: true }));
  document.removeEventListener("keydown", note);
  equal(heard, ["INPUT"]);
});

check("a time is minutes and seconds", () => {
  equal([0, 9, 65.9, 600].map(asTime), ["0:00", "0:09", "1:05", "10:00"]);
});

const CLOCK = '<div><div class="klok"><span></span><small></small><i></i></div></div>';
const ROUND = { now: 5, seconds: 59.5, best: 60, running: true, name: "Tijd",
  note: "Ronde 1", over: "De tijd is voorbij", mark: "Om" };
const shown = (place) => [...place.firstChild.children].map((one) => one.textContent);

check("the clock runs on where the device has another time, and tells that the time is over", async () => {
  const place = put(CLOCK);
  const stop = clock({ data: ROUND, parentElement: place });
  equal(shown(place), ["0:59", "Ronde 1", ""]);
  await pause(800);
  equal(shown(place), ["1:00", "De tijd is voorbij", "De tijd is voorbij"]);
  stop();
  clock({ data: { ...ROUND, running: false }, parentElement: place });
  equal([...shown(place), place.firstChild.className], ["0:59", "Ronde 1", "", "klok pauze"]);
});

check("the end of the time is in the title of the tab until the round ends, and shakes once", async () => {
  const shakes = [];
  Object.defineProperty(navigator, "vibrate", { value: (how) => shakes.push(how.length) });
  document.title = "Stap 5";
  const stop = clock({ data: ROUND, parentElement: put(CLOCK) });
  equal(document.title, "Stap 5");
  await pause(1400);
  equal([document.title, shakes], ["Om · Stap 5", [3]]);
  document.title = "Stap 5, opnieuw"; // the page is drawn anew
  await pause(600);
  equal([document.title, shakes], ["Om · Stap 5, opnieuw", [3]]);
  stop();
  equal(document.title, "Stap 5, opnieuw");
});

check("who opens a page long after the time was over is not told as if it were now", () => {
  const place = put(CLOCK);
  const stop = clock({ data: { ...ROUND, seconds: 300 }, parentElement: place });
  equal(shown(place), ["5:00", "De tijd is voorbij", ""]);
  stop();
});

/** Let the browser have a screen that can be kept on, and note what is asked of it. */
function screenLock(refuses = false) {
  const asked = [];
  const request = async () => {
    asked.push("on");
    if (refuses) throw new DOMException("no", "NotAllowedError");
    const lock = new EventTarget();
    lock.release = async () => {
      asked.push("off");
      setTimeout(() => lock.dispatchEvent(new Event("release"))); // later, as a browser does
    };
    asked.lock = lock;
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { configurable: true, value: { request } });
  return asked;
}

check("the screen stays on during a round, also after the page was out of sight, and no longer", async () => {
  const asked = screenLock();
  const place = put(CLOCK);
  const stop = clock({ data: ROUND, parentElement: place });
  await pause(20);
  equal([...asked], ["on"]);
  asked.lock.dispatchEvent(new Event("release")); // as a browser does when the page goes out of sight
  document.dispatchEvent(new Event("visibilitychange"));
  await pause(20);
  equal([...asked], ["on", "on"]);
  clock({ data: ROUND, parentElement: place }); // drawn anew
  await pause(20);
  equal([...asked], ["on", "on"]);
  stop();
  await pause(20);
  equal([...asked], ["on", "on", "off"]);
  const before = asked.length;
  document.dispatchEvent(new Event("visibilitychange"));
  await pause(20);
  equal(asked.length, before);
});

check("a round that goes on as soon as it stopped keeps the screen on", async () => {
  const asked = screenLock();
  const place = put(CLOCK);
  const stop = clock({ data: ROUND, parentElement: place });
  await pause(20);
  clock({ data: { ...ROUND, running: false }, parentElement: place });
  clock({ data: ROUND, parentElement: place });
  await pause(20);
  equal([...asked], ["on", "off", "on"]);
  stop();
  await pause(20);
  equal([...asked], ["on", "off", "on", "off"]);
});

check("where a screen may not be kept on, the clock runs all the same and nothing is said", async () => {
  const failed = [];
  addEventListener("unhandledrejection", (event) => failed.push(String(event.reason)));
  const asked = screenLock(true);
  const place = put(CLOCK);
  const stop = clock({ data: { ...ROUND, seconds: 1 }, parentElement: place });
  await pause(20);
  stop();
  Object.defineProperty(navigator, "wakeLock", { configurable: true, value: undefined });
  clock({ data: { ...ROUND, seconds: 1 }, parentElement: place })();
  await pause(20);
  equal([[...asked], failed, shown(place)[0]], [["on"], [], "0:01"]);
});

check("a card on the table keeps the screen on as long as it is there", async () => {
  const asked = screenLock();
  const part = { parentElement: put("<div></div>") };
  awakeScreen(part);
  const end = awakeScreen(part);
  await pause(20);
  equal([...asked], ["on"]);
  end();
  await pause(20);
  equal([...asked], ["on", "off"]);
});

check("a round in a time-out lets the screen go off", async () => {
  const asked = screenLock();
  clock({ data: { ...ROUND, running: false }, parentElement: put(CLOCK) });
  await pause(20);
  equal([...asked], []);
});
