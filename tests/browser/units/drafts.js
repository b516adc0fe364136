import { fieldOf, findsFields, isTyping, keepDrafts, leaveNoHistory, mendHalfSigns } from "/gesprek/drafts.js";
import { check, equal, pause, put } from "./check.js";

const FIELD = '<div class="a st-key-veld-casus-tekst b"><textarea></textarea></div>';
keepDrafts();

function type(field, text) {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

async function kept() {
  while (isTyping()) await pause(20);
  return (await fetch("/kept")).json();
}

check("a field has the name of what is around it", () => {
  equal(fieldOf(put(FIELD).firstChild), "veld-casus-tekst");
});

check("a field of no oefening has no name", () => {
  equal(fieldOf(put("<div class='st-key-naam'><textarea></textarea></div>").firstChild), null);
  equal(fieldOf(put('<div class="st-key-veld-a"><input type="checkbox"></div>').firstChild), null);
});

check("what is typed is kept a while after the last key, once", async () => {
  const field = put(FIELD).firstChild;
  type(field, "Ik");
  equal(isTyping(), true);
  await pause(100);
  type(field, "Ik blijf rustig");
  equal(await kept(), [{ veld: "veld-casus-tekst", tekst: "Ik blijf rustig" }]);
});

check("what is typed is kept at once when the field is left", async () => {
  const field = put(FIELD).firstChild;
  const began = performance.now();
  type(field, "Tip");
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  equal(await kept(), [{ veld: "veld-casus-tekst", tekst: "Tip" }]);
  equal(performance.now() - began < 500, true);
});

check("what is typed is kept when the page goes", async () => {
  type(put(FIELD).firstChild, "");
  dispatchEvent(new Event("pagehide"));
  equal(await kept(), [{ veld: "veld-casus-tekst", tekst: "" }]);
});

check("what is typed is kept when the page goes out of sight, where a phone may end it", async () => {
  type(put(FIELD).firstChild, "Half");
  const hide = (hidden) => Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  hide(true);
  document.dispatchEvent(new Event("visibilitychange"));
  hide(false);
  await pause(100); // far less than a pause in typing
  equal(await (await fetch("/kept")).json(), [{ veld: "veld-casus-tekst", tekst: "Half" }]);
});

check("what could not be kept is tried again", async () => {
  await fetch("/refuse");
  type(put(FIELD).firstChild, "later");
  equal(await kept(), [{ veld: "veld-casus-tekst", tekst: "later" }]);
});

check("what searches a list of options is no text", async () => {
  const list = '<div class="st-key-veld-a"><input type="text" role="combobox"></div>';
  type(put(list).firstChild, "le");
  equal(await kept(), []);
});

check("half a sign becomes a whole one, and the caret stays", () => {
  const field = put("<textarea></textarea>");
  field.value = "a\ud83d b";
  field.setSelectionRange(1, 1);
  mendHalfSigns({ target: field });
  equal(field.value, "a\ufffd b");
  equal(field.selectionStart, 1);
});

check("fields without a name are noticed, those of no oefening have one too", () => {
  put("<textarea></textarea>");
  equal(findsFields(), false);
  put(FIELD);
  equal(findsFields(), true);
  put('<div class="st-key-zoek-iets"><textarea></textarea></div>');
  equal(findsFields(), true);
  put("<p>geen velden</p>");
  equal(findsFields(), true);
});

check("a field says that the browser must not remember what is typed, unless it asks for it", () => {
  const [plain, secret] = put('<div><input><input autocomplete="new-password"></div>').children;
  for (const target of [plain, secret]) leaveNoHistory({ target });
  equal([plain.autocomplete, secret.autocomplete], ["off", "new-password"]);
});
