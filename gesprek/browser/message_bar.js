// A bar above the page for what concerns the page as a whole, so that one can read on below it.
import contract from "./contract.js";

const ORDER = ["line", "switch", "live", "drafts"]; // what is told first where there is more to tell
const messages = new Map();
let bar = null;

/** Tell something, or take it back with "". `about` is one of ORDER. */
export function tell(about, words) {
  if (words) messages.set(about, words);
  else messages.delete(about);
  const first = ORDER.map((one) => messages.get(one)).find(Boolean) ?? "";
  if (!bar && !first) return;
  bar ??= makeBar();
  bar.hidden = !first;
  if (bar.textContent !== first) bar.textContent = first;
}

/** What was last told about this and stands, "" for nothing. */
export const told = (about) => messages.get(about) ?? "";

function makeBar() {
  const made = Object.assign(document.createElement("div"), { id: "gesprek-lijn" });
  made.setAttribute("role", "status");
  made.setAttribute(contract.marks.above, "true"); // a window over the page shuts all but this
  made.style.cssText =
    "position:fixed;inset:0 0 auto;z-index:1000000;padding:.75rem 1rem;background:#fff3cd;" +
    "color:#2b2926;border-bottom:2px solid #2b2926;font:inherit;text-align:center";
  document.body.append(made);
  return made;
}
