// The component 'klok': counts on the time of the server, because a device may have another time
// and may have slept. The live line tells how far the server is ahead; before that the moment of
// drawing does.
import { serverIsAhead } from "./live.js";

const EVERY = 250; // ms

/** Minutes and seconds, as on a clock: 65.9 → 1:05. */
export const asTime = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;

/** Draw the time of a round; called again with every change. */
export function clock({ data, parentElement }) {
  const place = parentElement.querySelector(".klok");
  const [time, note] = place.children;
  const ahead = data.now - Date.now();
  const draw = () => {
    const now = Date.now() + (serverIsAhead() ?? ahead);
    const since = data.running ? (now - data.now) / 1000 : 0;
    const seconds = Math.max(0, Math.floor(data.seconds + since));
    time.textContent = asTime(seconds);
    note.textContent = data.running && seconds >= data.best ? data.over : data.note;
  };
  place.classList.toggle("pauze", !data.running);
  place.setAttribute("aria-label", data.name);
  clearInterval(place.ticking); // the clock that ran before must stop first
  place.ticking = data.running ? setInterval(draw, EVERY) : 0;
  draw();
  return () => clearInterval(place.ticking);
}
