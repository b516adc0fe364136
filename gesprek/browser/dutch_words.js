// Streamlit's own words are English and can't be set. This puts them in Dutch as they appear.
//
// Text of users is never touched: sentences in the page are replaced only inside the places that
// Streamlit fills itself, and names of controls only where no choice or note of a user is the name.
import contract from "./contract.js";

const { selectors, terms } = contract;
const ATTRIBUTES = ["aria-label", "placeholder", "title", "aria-valuetext"];
const NAMED = ATTRIBUTES.map((attribute) => `[${attribute}]`).join(",");
const USER_NAMED =
  `[role="option"],textarea,${selectors.markdown} :not(${selectors["heading-link"]} *)`;
const TERM = `(?<term>${Object.keys(terms).join("|")})`;

const compiled = (patterns = {}) =>
  Object.entries(patterns).map(([from, to]) => [new RegExp(from.replace("<term>", TERM), "s"), to]);

const filled = (to, found) =>
  to.replace(/\$(<term>|\d)/g, (_, which) =>
    which === "<term>" ? terms[found.groups.term] ?? "" : found[which]);

const NAME_PATTERNS = compiled(contract.name_patterns);
const PLACES = contract.places.map(({ where, not_inside, words = {}, patterns }) => ({
  where: selectors[where],
  notInside: selectors[not_inside],
  words,
  patterns: compiled(patterns === "refusals" ? contract.refusals : patterns),
}));

/** The Dutch for a text, or the text itself. */
function translate(text, words, patterns) {
  const key = text.trim();
  if (Object.hasOwn(words, key)) return text.replace(key, () => words[key]);
  for (const [pattern, dutch] of patterns) {
    const found = pattern.exec(key);
    if (found) return filled(dutch, found);
  }
  return text;
}

// What we wrote ourselves is not looked at again.
const written = new WeakMap();
const named = new WeakMap();

function visitText(node) {
  const parent = node.parentElement;
  if (!parent || !node.data.trim() || written.get(node) === node.data) return;
  for (const { where, notInside, words, patterns } of PLACES) {
    if (!parent.closest(where) || (notInside && parent.closest(notInside))) continue;
    const dutch = translate(node.data, words, patterns);
    if (dutch === node.data) continue;
    written.set(node, dutch);
    node.data = dutch;
    return;
  }
}

function visitNames(element) {
  for (const attribute of ATTRIBUTES) {
    const name = element.getAttribute(attribute);
    if (!name || named.get(element)?.[attribute] === name || element.matches(USER_NAMED)) continue;
    const dutch = translate(name, contract.names, NAME_PATTERNS);
    if (dutch === name) continue;
    named.set(element, { ...named.get(element), [attribute]: dutch });
    element.setAttribute(attribute, dutch);
  }
}

function visit(node) {
  if (node.nodeType === Node.TEXT_NODE) return visitText(node);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  visitNames(node);
  node.querySelectorAll(NAMED).forEach(visitNames);
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) visitText(texts.currentNode);
}

/** Put what appears from now on in Dutch. */
export function translateThePage() {
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") visitText(change.target);
      else if (change.type === "attributes") visitNames(change.target);
      else change.addedNodes.forEach(visit);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ATTRIBUTES,
  });
}
