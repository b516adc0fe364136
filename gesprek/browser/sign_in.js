import { tellOfSwitch } from "./switched.js";

const SIGNED_OUT =
  "Je bent in deze browser niet meer aangemeld zoals eerst. Dat geldt voor al je vensters. Meld je " +
  "opnieuw aan: daarna kom je terug waar je was.";

// Fills in the key or code that stands behind the # of the address: a browser keeps that part to
// itself, so it comes in no log on the way. It is taken out of the address at once.
const fillFromAddress = () => {
  const given = decodeURIComponent(window.location.hash.slice(1));
  if (!given) return;
  const field = document.getElementById(given.includes("-") ? "sleutel" : "code");
  if (field) {
    field.value = given.replaceAll("-", " ");
    field.form.querySelector("button").focus();
  }
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
};

// A browser says in its own language what misses.
document.addEventListener("invalid", (event) => event.target.setCustomValidity("Vul dit veld in."), true);
document.addEventListener("input", (event) => event.target.setCustomValidity(""), true);
window.addEventListener("hashchange", fillFromAddress);
fillFromAddress();

const tellBelowTheTitle = (words) => {
  const told = Object.assign(document.createElement("p"), { textContent: words });
  told.setAttribute("role", "status");
  document.querySelector("h1").after(told);
};

// A page that looks again by itself has no answer to this.
fetch("/binnen", { cache: "no-store" }).then(async (answer) => {
  if (answer.ok) tellOfSwitch(await answer.text(), tellBelowTheTitle, SIGNED_OUT);
}, () => {});
