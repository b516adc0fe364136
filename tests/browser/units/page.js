import { makeAccessible } from "/gesprek/accessibility.js";
import { asTime, clock } from "/gesprek/clock.js";
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

check("the clock runs on where the device has another time, and tells that the time is over", async () => {
  const place = put('<div><div class="klok"><span></span><small></small></div></div>');
  const data = { now: 5, seconds: 59.5, best: 60, running: true, name: "Tijd",
    note: "Ronde 1", over: "De tijd is om" };
  const stop = clock({ data, parentElement: place });
  equal(place.textContent, "0:59Ronde 1");
  await pause(800);
  equal(place.textContent, "1:00De tijd is om");
  stop();
  clock({ data: { ...data, running: false }, parentElement: place });
  equal([place.textContent, place.firstChild.className], ["0:59Ronde 1", "klok pauze"]);
});
