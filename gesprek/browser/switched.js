// One browser has one log-in: who signs in or out in one window does so in all of them. A window that
// was taken along says so.
const SEEN = "gesprek-aangemeld";
const who = (mark) => mark?.split("-")[1]; // none of a guest

/** Tell these words where this window was of another log-in before; `mark` is what the server says. */
export function tellOfSwitch(mark, tell, words) {
  const before = who(sessionStorage.getItem(SEEN));
  sessionStorage.setItem(SEEN, mark);
  if (before && before !== who(mark)) tell(words);
}
