// What Streamlit's page tells of itself: whether it has a line to its server, and is being drawn.
import contract from "./contract.js";

const { app, connected, drawn, main } = contract.selectors;
const ROOT = "#root > *"; // Streamlit draws below it as soon as it runs

/** Whether Streamlit runs, and its page is not what `contract.js` says. */
export function isUnknownPage() {
  const page = document.querySelector(app);
  if (!page) return document.querySelector(ROOT) !== null;
  if (page.matches(drawn) && !document.querySelector(main)) return true;
  return Object.entries(contract.states).some(
    ([attribute, known]) => !known.includes(page.getAttribute(attribute)));
}

/** Whether the page can be asked for: it has a line, and is not being drawn. */
export const isAtRest = () =>
  isUnknownPage() ||
  (document.querySelector(connected) !== null && document.querySelector(drawn) !== null);
