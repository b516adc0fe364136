import { translateThePage } from "/gesprek/dutch_words.js";
import { check, equal, pause, put } from "./check.js";

translateThePage();

/** Return what becomes of HTML once it is in the page. */
async function shown(html) {
  const element = put(html);
  await pause(0);
  return element;
}

check("a name of a control becomes Dutch", async () => {
  equal((await shown('<button aria-label="Close">x</button>')).ariaLabel, "Sluiten");
});

check("a name that changes later becomes Dutch again", async () => {
  const button = await shown('<button aria-label="Show password">x</button>');
  button.setAttribute("aria-label", "Hide password");
  await pause(0);
  equal(button.ariaLabel, "Verberg wachtwoord");
});

check("a name with a label keeps the label", async () => {
  equal((await shown('<b aria-label="Help for Close"></b>')).ariaLabel, "Uitleg bij Close");
  equal((await shown('<b aria-label="day, Open"></b>')).ariaLabel, "dag, Open");
});

check("a month in a name becomes Dutch", async () => {
  equal((await shown('<b aria-valuetext="3 – March"></b>')).getAttribute("aria-valuetext"),
    "3 – maart");
});

check("a choice of a user stays as it is", async () => {
  equal((await shown('<div role="option" aria-label="Close">Close</div>')).ariaLabel, "Close");
});

check("a text of a user stays as it is", async () => {
  equal((await shown("<p>No results</p>")).textContent, "No results");
});

check("a text in a place that Streamlit fills becomes Dutch, spaces and all", async () => {
  const list = await shown('<ul role="listbox"><li role="option"> No results </li></ul>');
  equal(list.textContent, " Niets gevonden ");
});

check("a refusal becomes Dutch with its numbers", async () => {
  const words = "Number is outside the allowed range. Please enter a value between 0 and 10.";
  const alert = await shown(`<p role="alert" id="x-error">Error: ${words}</p>`);
  equal(alert.textContent, "Let op: kies een getal van 0 tot en met 10.");
});

check("a refusal without its first word becomes Dutch as well", async () => {
  const bubble = await shown(
    '<p data-testid="stTooltipErrorContent"><strong>Error</strong>: Invalid time format. Use HH.</p>');
  equal(bubble.textContent, "Let op: vul de tijd in als uu:mm.");
});

check("a day that is read aloud is Dutch", async () => {
  const told = await shown('<p id="react-aria-description-1">Selected Date: May 02, 2027</p>');
  equal(told.textContent, "Gekozen datum: 2 mei 2027");
});

check("a window keeps the words that the program put in it", async () => {
  const window = await shown(
    '<div data-testid="stDialog"><p>Page not found</p>' +
    '<div data-testid="stVerticalBlock"><p>Page not found</p></div></div>');
  equal(window.textContent, "Deze pagina bestaat nietPage not found");
});

check("a text with a dollar sign is no pattern", async () => {
  equal((await shown('<b aria-label="Help for $1 $& $<term>"></b>')).ariaLabel,
    "Uitleg bij $1 $& $<term>");
});
