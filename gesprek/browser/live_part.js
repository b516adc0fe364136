// Hears on a line of server-sent events that the oefening changed, and lets the live part of the
// page draw itself anew. Where no line is to be had it asks every two seconds. A page out of sight
// keeps no line: a browser has few, and the page catches up when it is seen again.
const ASK_EVERY = 2000;
const SETTLE = 60; // ms: several changes in one moment are one
const LOST = 12000; // ms without a word, where the server speaks every four seconds
const AFTER_TAP = 500; // ms in which what was tapped may still be on its way to the server
const AFTER_MOVE = 3000; // the same for what may lead to another page, unless the page is drawn first

// A part of the page that is asked for while the page is left spoils all of it: the question names
// the page that was. So it waits until nothing is under way, and going along with the group is a
// tap on a link, by which the browser itself knows where it goes.
const APP = '[data-testid="stApp"]';
const MOVES = ".st-key-hoofdactie button, [data-testid='stPageLink-NavLink']";
const hands = (window.gesprekHanden ??= { off: 0 });
const holdOff = (ms) => (hands.off = Math.max(hands.off, Date.now() + ms));
const isBusy = () =>
  Date.now() < hands.off ||
  window.gesprekTypt?.() ||
  document.querySelector(APP)?.dataset.testConnectionState !== "CONNECTED" ||
  document.querySelector(APP)?.dataset.testScriptState !== "notRunning";

// What happens within one moment Streamlit sends as one question, of the part that asked first: a
// tap would then count for the live part only, and be lost. So it is done right after.
const afterwards = (event) => {
  if (!hands.asks || !event.isTrusted) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const [target] = event.composedPath();
  const again = () => {
    if (hands.asks) return setTimeout(again);
    target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, view: window }));
  };
  setTimeout(again);
};
if (!hands.watched) {
  hands.watched = true;
  document.addEventListener("click", afterwards, true);
  const tapped = ({ target }) => holdOff(target.closest?.(MOVES) ? AFTER_MOVE : AFTER_TAP);
  for (const kind of ["pointerdown", "click", "change", "focusout"])
    document.addEventListener(kind, tapped, true);
  document.addEventListener("keydown", (event) => event.key === "Enter" && tapped(event), true);
  window.addEventListener("popstate", () => holdOff(AFTER_MOVE), true); // back and forward
}

class Line {
  constructor(address) {
    this.address = address;
    this.heard = 0;
    this.seen = () => (document.hidden ? this.hang() : this.listen());
    document.addEventListener("visibilitychange", this.seen);
    this.watch = setInterval(() => this.look(), ASK_EVERY);
    this.seen();
  }

  listen() {
    this.hang();
    if (document.hidden) return;
    // Behind a line that was gone may be a new server, which knows no part of the page: only who
    // asks for the whole page is heard there.
    this.unsure ||= this.begun !== undefined;
    this.events = new EventSource(this.address);
    this.events.onmessage = (event) => this.hear(JSON.parse(event.data));
    this.events.onerror = () => (this.unsure = true);
    this.events.addEventListener("weg", () => window.location.reload());
    this.begun = Date.now();
  }

  // A line that is silent, refused or held back on the way: ask, and try a line again now and then.
  async look() {
    if (document.hidden || Date.now() - Math.max(this.heard, this.begun) < LOST) return;
    try {
      const answer = await fetch(`${this.address}?nu`, { cache: "no-store" });
      if (answer.ok) this.hear(await answer.json(), true);
      if (this.events?.readyState === EventSource.CLOSED) this.listen();
    } catch {
      // No server: Streamlit says so on the page, and its own line comes back first.
    }
  }

  hear({ stand, nu }, asked) {
    if (!asked) this.heard = window.gesprekLive = Date.now();
    window.gesprekVoor = nu - Date.now(); // how far the clock of the server is ahead of this one
    this.stand = stand;
    this.later();
  }

  later() {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      if (this.goes) this.go();
      else if (this.stand === undefined || this.stand === this.drawn) return;
      else if (isBusy()) this.later();
      else if (this.unsure) this.wake();
      else hands.tell(this.stand);
    }, SETTLE);
  }

  go() {
    if (isBusy()) return this.later();
    holdOff(AFTER_MOVE);
    document.querySelector(".st-key-volg a")?.click();
    this.later(); // once more, where the tap was lost
  }

  wake() {
    this.unsure = false;
    holdOff(AFTER_MOVE);
    window.gesprekWek();
    this.later(); // once more, where it was not heard
  }

  hang() {
    this.events?.close();
    this.events = null;
  }

  end() {
    this.hang();
    clearInterval(this.watch);
    clearTimeout(this.settle);
    document.removeEventListener("visibilitychange", this.seen);
  }
}

export default function ({ data, setTriggerValue, parentElement }) {
  const whose = `${data.address} ${data.wie}`;
  if (parentElement.line?.whose !== whose) {
    parentElement.line?.end();
    parentElement.line = Object.assign(new Line(data.address), { whose });
  }
  const line = parentElement.line;
  line.drawn = data.stand;
  line.goes = data.go;
  hands.tell = (stand) => {
    hands.asks = true;
    setTriggerValue("stand", stand);
    setTimeout(() => setTimeout(() => (hands.asks = false)));
  };
  hands.off = Math.min(hands.off, Date.now() + AFTER_TAP); // the page is drawn: it has not moved
  if (data.go) line.later();
  return () => {
    line.end();
    parentElement.line = null;
  };
}
