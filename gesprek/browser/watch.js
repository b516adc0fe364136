// Loads the page anew once its log-in has ended, or another began: the server then leads to the
// page to sign in. What the page does is checked by the server each time anyway. So does a page
// that lost its content, which is drawn in parts that can cross on a slow line.
//
// The same look tells when there is no server. Streamlit shuts the fields at once, without a word,
// and tells it later, in a window over the page. It tells too where Streamlit's page is not what
// our scripts take it for: then they go on without it.
import contract from "./contract.js";
import { findsFields } from "./drafts.js";
import { hasLine, isStuck, lastHeard } from "./live.js";
import { tell, told } from "./message_bar.js";
import { isAtRest, isUnknownPage } from "./page_state.js";
import { tellOfSwitch } from "./switched.js";

const { app, alert, connected, drawn, main } = contract.selectors;
const EVERY = 3000;
const ALIVE = 12000; // ms: the live line of a step speaks every four seconds, and tells this too
const ONCE_IN = 20000; // ms: a page that stays bare is not loaded over and over
const CONTENT = `${main} :is(h1, ${alert})`;
const LOST =
  "Geen verbinding met Gesprekstool. Laat deze pagina open staan: wat je typte, blijft staan. " +
  "Zodra de verbinding er weer is, kun je verder.";
const CUT =
  "Deze pagina is haar lijn met Gesprekstool kwijt: wat je nu typt of aantikt, wordt niet bewaard. " +
  "Laat de pagina open staan: wat je eerder typte, blijft staan. Duurt dit langer dan een minuut? " +
  "Laad de pagina opnieuw of probeer een ander netwerk.";
const SILENT = 5; // looks: nothing takes so long to draw
const BACK = "Er is weer verbinding.";
const BACK_FOR = 5000; // ms
const TOO_MANY = 429; // this page could get no line to draw itself: the answer says why
const NOT_LIVE =
  "Deze pagina ziet niet goed wanneer er iets verandert en vraagt het daarom steeds na. Zie je iets " +
  "niet? Laad de pagina opnieuw, en meld dit aan wie Gesprekstool beheert.";
const NOT_KEPT =
  "Wat je hier typt, wordt niet tussendoor bewaard. Ga uit het veld als je klaar bent, en meld dit " +
  "aan wie Gesprekstool beheert.";
const SWITCHED =
  "Deze browser is nu anders aangemeld dan eerst. Dat geldt voor al je vensters. Klopt dat niet? Meld " +
  "je dan af, en meld je opnieuw aan.";
const SWITCHED_FOR = 60000; // ms
let known = null;
let restless = 0; // looks in a row at which the page could not be asked for
let bare = 0;
let unknown = 0;
let wasDrawn = false;

const isLost = () => [LOST, CUT].includes(told("line"));

/** Whether the page is without a line on which its server answers, though its server is there. */
const isCut = () => hasCome() && restless > (document.querySelector(connected) ? SILENT : 1);

/** Tell of the line to the server; as long as there is none, nothing promises to keep a text. */
function tellOfLine(words) {
  tell("line", words);
  document.documentElement.toggleAttribute("data-zonder-lijn", isLost());
}

function isBack() {
  if (!isLost()) return;
  tellOfLine(BACK);
  setTimeout(() => told("line") === BACK && tell("line", ""), BACK_FOR);
}

function tellForAWhile(words) {
  tell("switch", words);
  setTimeout(() => tell("switch", ""), SWITCHED_FOR);
}

async function ask() {
  try {
    const answer = await fetch("/binnen", { cache: "no-store" });
    const said = await answer.text();
    if (answer.status === TOO_MANY) return tellOfLine(said);
    if (isCut()) tellOfLine(CUT);
    else isBack();
    if (!answer.ok) return;
    if (!isLost() && told("line") !== BACK) tell("line", "");
    if (known !== null && said !== known) return window.location.reload();
    if (known === null) tellOfSwitch(said, tellForAWhile, SWITCHED);
    known = said;
  } catch (error) {
    if (error instanceof TypeError && hasCome()) tellOfLine(LOST); // the next look will tell when it is back
  }
}

/** Whether there is a page; what is the matter before that tells arrival.js. */
const hasCome = () => wasDrawn || isUnknownPage();

function mend() {
  if (document.querySelector(app) && isUnknownPage()) return; // whether it is bare cannot be seen
  wasDrawn ||= document.querySelector(drawn) !== null;
  const isBare = document.querySelector(drawn) && !document.querySelector(CONTENT);
  const isGone = wasDrawn && !document.querySelector(app); // Streamlit stopped at what it can't place
  bare = isBare || isGone ? bare + 1 : 0;
  const last = Number(sessionStorage.getItem("gesprek-hersteld"));
  if (bare < 2 || Date.now() - last < ONCE_IN) return;
  sessionStorage.setItem("gesprek-hersteld", Date.now());
  window.location.reload();
}

/** Tell what does not work on this page, instead of leaving it undone in silence. */
function tellWhatFails() {
  unknown = isUnknownPage() ? unknown + 1 : 0;
  tell("live", hasLine() && (unknown > 1 || isStuck()) ? NOT_LIVE : "");
  tell("drafts", findsFields() ? "" : NOT_KEPT);
}

function look() {
  if (document.hidden) return;
  mend();
  tellWhatFails();
  restless = isAtRest() ? 0 : restless + 1;
  // A live line can be back before this look is: what was told as lost is asked in any case.
  if (known === null || isLost() || isCut() || !(Date.now() - lastHeard() < ALIVE)) ask();
}

/** Look after the page from now on. */
export function watchThePage() {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  // A page that the browser kept may be of somebody who signed out since.
  addEventListener("pageshow", ({ persisted }) => persisted && ask());
  for (const kind of ["offline", "online"]) addEventListener(kind, () => document.hidden || ask());
  look();
}
