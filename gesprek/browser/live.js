// Hears on a line of server-sent events that the oefening changed, and lets the live part of the
// page draw itself anew. Where no line is to be had it asks every two seconds. A page out of sight
// keeps no line: a browser has few, and the page catches up when it is seen again.
import contract from "./contract.js";
import { isTyping } from "./drafts.js";
import { isAtRest } from "./page_state.js";

const ASK_EVERY = 2000;
const SETTLE = 60; // ms: several changes in one moment are one
const LOST = 12000; // ms without a word, where the server speaks every four seconds
const AGAIN = 30000; // ms between two lines, where one stays open and silent
const TRIES = 3; // so often a page that stays as it was is asked for
const AFTER_TAP = 500; // ms in which what was tapped may still be on its way to the server
const STUCK = 20000; // ms without a drawing that was asked for
const AFTER_MOVE = 3000; // the same for what may lead to another page, unless the page is drawn first

// A part of the page that is asked for while the page is left spoils all of it: the question names
// the page that was. So it waits until nothing is under way, and going along with the group is a
// tap on a link, by which the browser itself knows where it goes.
const MOVES = `.st-key-hoofdactie button, ${contract.selectors["page-link"]}`;
const FIELDS = "input, textarea";
const MARK = ".st-key-getekend [data-versie]";
const GOES_ALONG = ".st-key-volg a";
const hands = { off: 0, asks: 0 };
const holdOff = (ms) => (hands.off = Math.max(hands.off, Date.now() + ms));
const isBusy = () => Date.now() < hands.off || isTyping() || !isAtRest();
let heard; // when a live line last spoke
let ahead; // ms that the clock of the server is ahead of this one
let askWhole = () => {}; // asks for the whole page
let askedSince; // since when the page is asked for, in vain
let lines = 0;

/** When the live line last spoke, undefined where none did. */
export const lastHeard = () => heard;

/** How many ms the clock of the server is ahead, undefined before it is known. */
export const serverIsAhead = () => ahead;

/** For how many ms the page is left alone from now on. */
export const heldOff = () => hands.off - Date.now();

/** Ask for the live part now, as a change of the oefening does. */
export const askNow = (stand) => hands.tell(stand);

/** Whether the page was asked to draw itself again and again, and did not. */
export const isStuck = () =>
  isAtRest() && askedSince !== undefined && Date.now() - askedSince > STUCK;

/** Whether a page follows an oefening. */
export const hasLine = () => lines > 0;

// What happens within one moment Streamlit sends as one question, of the part that asked first: a
// tap would then count for that part only, and be lost. So it is done right after what Streamlit
// itself puts off. On a phone a tap on a link leaves the field that one types in at that moment.
const asksNow = () => {
  hands.asks += 1;
  setTimeout(() => setTimeout(() => (hands.asks -= 1)));
};
const leaves = ({ target }) => target.matches?.(FIELDS) && asksNow();

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

// Two taps in one breath, and a key that is held, are one: the second one would add a tip again,
// because the server has not emptied its field yet.
const BUTTON = contract.selectors.button;
const repeated = (event) => {
  const isRepeated = event.type === "click" ? event.detail > 1 : event.repeat && event.key === "Enter";
  if (!isRepeated || !event.target.closest?.(BUTTON)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
};

/** Keep away from what somebody taps, from now on. */
export function keepOutOfTheWay() {
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, repeated, true);
  document.addEventListener("click", afterwards, true);
  document.addEventListener("focusout", leaves, true);
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
    this.outdated = 0;
    this.ended = new AbortController();
    lines += 1;
    const { signal } = this.ended;
    const seen = () => (document.hidden ? this.hang() : this.listen());
    document.addEventListener("visibilitychange", seen, { signal });
    addEventListener("online", seen, { signal });
    // Back on a page that the browser kept: its line was closed meanwhile.
    addEventListener("pageshow", ({ persisted }) => persisted && seen(), { signal });
    this.watch = setInterval(() => this.look(), ASK_EVERY);
    seen();
  }

  listen() {
    this.hang();
    askedSince = undefined;
    if (document.hidden) return;
    // Behind a line that was gone may be a new server, which knows no part of the page: only who
    // asks for the whole page is heard there.
    this.unsure ||= this.begun !== undefined;
    this.events = new EventSource(this.address);
    this.events.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    this.events.addEventListener("error", () => (this.unsure = true));
    this.events.addEventListener("weg", () => window.location.reload());
    this.begun = Date.now();
  }

  // A line that is silent, refused or held back on the way: ask, and try a line again now and then.
  // After a sleep of the device it may be dead, though it looks open.
  async look() {
    this.mend();
    const now = Date.now();
    if (document.hidden) return;
    if (!this.isSilent && now - Math.max(this.heard, this.begun) < LOST) return;
    this.isSilent = true;
    try {
      const answer = await fetch(`${this.address}?nu`, { cache: "no-store" });
      const told = answer.ok && (await answer.json());
      if (this.ended.signal.aborted) return; // left meanwhile
      if (told) this.hear(told, true);
      if (this.events?.readyState === EventSource.CLOSED || now - this.begun > AGAIN) this.listen();
    } catch {
      // No server: Streamlit says so on the page, and its own line comes back first.
    }
  }

  // What Streamlit draws while another drawing ends may get lost: then the live part is of now, and
  // the page around it of before.
  mend() {
    const mark = document.querySelector(MARK)?.dataset.versie;
    const isOutdated = mark !== undefined && mark !== String(this.page) && !isBusy();
    this.outdated = isOutdated ? this.outdated + 1 : 0;
    if (mark !== this.tried) [this.tried, this.tries] = [mark, 0];
    if (this.outdated < 2 || this.tries === TRIES || document.hidden) return;
    this.tries += 1;
    this.wake();
  }

  hear({ stand, nu }, asked) {
    if (!asked) [this.isSilent, this.heard] = [false, (heard = Date.now())];
    ahead = nu - Date.now();
    this.stand = stand;
    this.later();
  }

  later() {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      if (this.goes) this.go();
      else if (this.stand === undefined || this.stand === this.drawn) askedSince = undefined;
      else if (isBusy()) this.later();
      else if (this.unsure || isStuck()) this.wake();
      else hands.tell(this.stand);
    }, SETTLE);
  }

  go() {
    if (isBusy()) return this.later();
    holdOff(AFTER_MOVE);
    askedSince ??= Date.now();
    document.querySelector(GOES_ALONG)?.click();
    this.later(); // once more, where the tap was lost
  }

  wake() {
    this.unsure = false;
    this.outdated = 0;
    holdOff(AFTER_MOVE);
    askedSince ??= Date.now();
    askWhole();
    this.later(); // once more, where it was not heard
  }

  hang() {
    this.events?.close();
    this.events = null;
  }

  end() {
    lines -= 1;
    this.hang();
    clearInterval(this.watch);
    clearTimeout(this.settle);
    this.ended.abort();
  }
}

/** The component 'luister': hears of the oefening whose address it gets. */
export function live({ data, setTriggerValue, parentElement }) {
  const whose = `${data.address} ${data.wie}`;
  if (parentElement.line?.whose !== whose) {
    parentElement.line?.end();
    parentElement.line = Object.assign(new Line(data.address), { whose });
  }
  const line = parentElement.line;
  // The page is drawn, so it has not moved; with the same stand only the browser drew it.
  if (line.drawn !== data.stand) hands.off = Math.min(hands.off, Date.now() + AFTER_TAP);
  line.drawn = data.stand;
  line.goes = data.go;
  line.page = data.pagina;
  if (!data.go) askedSince = undefined;
  hands.tell = (stand) => {
    asksNow();
    askedSince ??= Date.now();
    setTriggerValue("stand", stand);
  };
  if (data.go) line.later();
  return () => {
    line.end();
    parentElement.line = null;
    askedSince = undefined;
  };
}

/** The component 'wek': lets the whole page be drawn, where the server knows none of its parts. */
export function wakeUp({ setTriggerValue }) {
  askWhole = () => setTriggerValue("wek", Date.now());
}
