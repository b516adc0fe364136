// The component 'klok': counts on the time of the server, because a device may have another time
// and may have slept. The live line tells how far the server is ahead; before that the moment of
// drawing does. That the time is over can be noticed without watching, and without a sound.
import { serverIsAhead } from "./live.js";

const EVERY = 250; // ms
const SHORT = [200, 100, 200]; // ms of vibration, rest and vibration
const RECENT = 5; // s: a page that is opened later only shows it
const awake = { wanted: 0, lock: null };

/** Minutes and seconds, as on a clock: 65.9 → 1:05. */
export const asTime = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;

async function askAwake() {
  if (!awake.wanted || awake.lock || document.hidden) return;
  awake.lock = "asked";
  try {
    const lock = await navigator.wakeLock.request("screen");
    awake.lock = lock;
    // The browser takes it back as the page goes out of sight.
    lock.addEventListener("release", () => {
      if (awake.lock === lock) awake.lock = null;
    });
    if (!awake.wanted) giveBack();
  } catch {
    awake.lock = null; // not known here, or not allowed: the screen does what it always does
  }
}

/** Let the screen go off again. The browser says later that it did: by then it may be asked anew. */
function giveBack() {
  if (!awake.lock?.release) return; // it has not answered yet, see `askAwake`
  awake.lock.release();
  awake.lock = null;
}

document.addEventListener("visibilitychange", askAwake);

/** Keep the screen on until the returned function is called. */
function stayAwake() {
  awake.wanted += 1;
  askAwake();
  return () => {
    awake.wanted -= 1;
    if (!awake.wanted) giveBack();
  };
}

/** The component 'wakker': keeps the screen on as long as it is drawn. */
export function awakeScreen({ parentElement: part }) {
  part.sleep ??= stayAwake(); // called again with every change
  return () => letSleep(part);
}

function letSleep(part) {
  part.sleep?.();
  part.sleep = null;
}

/** Tell once that the time is over; `told` is what a screen reader says. */
function tellOver(told, words, isRecent) {
  told.textContent = isRecent ? words : "";
  if (isRecent) navigator.vibrate?.(SHORT);
}

/** Put words before the title of the tab until they are taken back; Streamlit may set it anew. */
function mark(words) {
  const before = `${words} · `;
  if (!document.title.startsWith(before)) document.title = before + document.title;
}

function unmark(words) {
  document.title = document.title.replace(`${words} · `, "");
}

/** Draw the time of a round; called again with every change. */
export function clock({ data, parentElement }) {
  const place = parentElement.querySelector(".klok");
  const [time, note, told] = place.children;
  const ahead = data.now - Date.now();
  const draw = () => {
    const now = Date.now() + (serverIsAhead() ?? ahead);
    const since = data.running ? (now - data.now) / 1000 : 0;
    const seconds = Math.max(0, Math.floor(data.seconds + since));
    const isOver = data.running && seconds >= data.best;
    time.textContent = asTime(seconds);
    note.textContent = isOver ? data.over : data.note;
    place.classList.toggle("voorbij", isOver);
    if (isOver) mark(data.mark);
    else unmark(data.mark);
    if (isOver && !place.over) tellOver(told, data.over, seconds - data.best < RECENT);
    if (!isOver) told.textContent = "";
    place.over = isOver;
  };
  place.classList.toggle("pauze", !data.running);
  time.setAttribute("aria-label", data.name);
  place.stop?.(); // the clock that ran before must stop first
  const ticking = data.running ? setInterval(draw, EVERY) : 0;
  place.stop = () => clearInterval(ticking);
  if (data.running) place.sleep ??= stayAwake(); // once a round, not at each change
  else letSleep(place);
  draw();
  return () => {
    place.stop();
    letSleep(place);
    unmark(data.mark);
  };
}
