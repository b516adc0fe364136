// Streamlit's own words are English and can't be set. This puts them in Dutch as they appear.
//
// Text of users is never touched: sentences in the page are replaced only inside the parts that
// Streamlit fills itself (PLACES), and names of controls only where no choice, file or note of
// a user is the name (USER_NAMED). Made for Streamlit 1.67.
(() => {
  "use strict";

  // Words that Streamlit uses as name, hint or title of a control.
  const NAMES = {
    // page
    "Sidebar": "Zijbalk",
    "Collapse sidebar": "Zijbalk inklappen",
    "Expand sidebar": "Zijbalk uitklappen",
    "App pages": "Pagina's",
    "Navigate to home page": "Naar de startpagina",
    "Main menu": "Hoofdmenu",
    "Theme": "Thema",
    "Link to heading": "Link naar deze kop",
    "Notifications": "Meldingen",
    "Close": "Sluiten",
    "Dismiss": "Sluiten",
    "Running...": "Bezig…",
    "Stop script": "Stoppen",
    "progress": "voortgang",
    "Scroll tabs left": "Tabbladen naar links schuiven",
    "Scroll tabs right": "Tabbladen naar rechts schuiven",
    "Pagination": "Bladeren",
    "Next page": "Volgende pagina",
    "Previous page": "Vorige pagina",
    // fields
    "Show password": "Toon wachtwoord",
    "Hide password": "Verberg wachtwoord",
    "Clear entry": "Veld leegmaken",
    "Clear value": "Veld leegmaken",
    "Clear all": "Alles weghalen",
    "Clear date": "Datum weghalen",
    "Clear dates": "Datums weghalen",
    "Clear time": "Tijd weghalen",
    "Clear date and time": "Datum en tijd weghalen",
    "Decrement": "Eén minder",
    "Increment": "Eén meer",
    "Open": "Openen",
    "Selected values": "Gekozen waarden",
    "Selectbox": "Keuzelijst",
    "Selectbox options": "Opties van de keuzelijst",
    "Multiselect": "Keuzelijst",
    "Multiselect options": "Opties van de keuzelijst",
    "Choose an option": "Kies een optie",
    "Choose options": "Kies opties",
    "Choose or add an option": "Kies een optie of typ een nieuwe",
    "Choose or add options": "Kies opties of typ een nieuwe",
    "Add an option": "Typ een nieuwe optie",
    "Add options": "Typ nieuwe opties",
    "No options to select": "Er valt niets te kiezen",
    "Show suggestions": "Toon suggesties",
    "Suggestions": "Suggesties",
    "Choose date": "Kies een datum",
    "Choose date range": "Kies een periode",
    "Choose date and time": "Kies een datum en tijd",
    "Quick select a date range": "Kies snel een periode",
    "Previous month": "Vorige maand",
    "Next month": "Volgende maand",
    "First available date": "Eerste beschikbare datum",
    "Last available date": "Laatste beschikbare datum",
    "Empty": "Leeg",
    "file upload": "bestand kiezen",
    "Add files": "Bestanden toevoegen",
    "Feedback rating": "Waardering",
    "Thumbs up": "Duim omhoog",
    "Thumbs down": "Duim omlaag",
    "Very dissatisfied": "Heel ontevreden",
    "Dissatisfied": "Ontevreden",
    "Neutral": "Neutraal",
    "Satisfied": "Tevreden",
    "Very satisfied": "Heel tevreden",
    "Send message": "Versturen",
    // tables and charts
    "Copy to clipboard": "Kopiëren",
    "Copied": "Gekopieerd",
    "Fullscreen": "Volledig scherm",
    "Close fullscreen": "Volledig scherm sluiten",
    "Show data": "Toon de cijfers",
    "Show chart": "Toon de grafiek",
    "Download as PNG": "Als afbeelding bewaren",
    "Download as CSV": "Als CSV bewaren",
    "Copy Vega-Lite spec": "Beschrijving van de grafiek kopiëren",
    "Search": "Zoeken",
    "Close Search": "Zoeken sluiten",
    "Next Result": "Volgende vondst",
    "Previous Result": "Vorige vondst",
    "Show/hide columns": "Kolommen tonen of verbergen",
    "Dataframe column menu": "Menu van de kolom",
    "Copy column name": "Kolomnaam kopiëren",
    "Scrollable table": "Tabel om door te schuiven",
    "Vega visualization": "Grafiek",
    "visualization": "grafiek",
    "axis": "as",
    "bar": "staaf",
    "legend": "legenda",
    "title": "titel",
  };

  const FIELD_PARTS = {
    day: "dag", month: "maand", year: "jaar", hour: "uur", minute: "minuut", second: "seconde",
  };
  const MONTHS = {
    January: "januari", February: "februari", March: "maart", April: "april", May: "mei",
    June: "juni", July: "juli", August: "augustus", September: "september",
    October: "oktober", November: "november", December: "december",
  };
  const MONTH = Object.keys(MONTHS).join("|");

  const DATE_RANGE = [
    [/^(.+) start date$/s, "$1: eerste dag"],
    [/^(.+) end date$/s, "$1: laatste dag"],
  ];

  const axis = (_, letter, title, from, to, count, values) =>
    `${letter === "X" ? "Horizontale" : "Verticale"} as${(title ?? "").replace(" titled", "")}: ` +
    (count ? `${count} waarden, ${values}` : `van ${from} tot ${to}`);

  const NAME_PATTERNS = [
    [/^Help for (.+)$/s, "Uitleg bij $1"],
    [/^Remove (.+)$/s, "$1 weghalen"],
    [/^Shortcut (.+)$/, "Sneltoets $1"],
    [/^Page (\d+)$/, "Pagina $1"],
    [/^Rating (\d+)$/, "Waardering $1"],
    [/^(\d+) out of (\d+) stars?$/, "$1 van $2 sterren"],
    [/^(.+) color picker$/s, "$1: kleur kiezen"],
    [/^(day|month|year|hour|minute|second),(.*)$/s, (_, part, label) =>
      `${FIELD_PARTS[part]},${translate(label, {}, DATE_RANGE)}`],
    ...DATE_RANGE,
    [/^Choose date and time, (.+)$/, "Kies een datum en tijd, $1"],
    [/^Choose date range, (.+)$/, "Kies een periode, $1"],
    [/^Choose date, (.+)$/, "Kies een datum, $1"],
    [new RegExp(`^(\\d+) – (${MONTH})$`), (_, number, month) => `${number} – ${MONTHS[month]}`],
    [/^([XY])-axis( titled '.*?')? for .*? with (?:values from (.+) to (.+)|(\d+) values?: (.+))$/s,
      axis],
    [/^(?:Symbol|Gradient) legend titled '(.*?)' for .*$/s, "Legenda '$1'"],
    [/^(?:Symbol|Gradient) legend for .*$/s, "Legenda"],
    [/^(?:line|area|rect|symbol|group|rule|text|arc) mark(?: container)?$/, "deel van de grafiek"],
    [/^Title text '(.*)'$/s, "Titel '$1'"],
  ];

  // Sentences in the page: [where, words, patterns, but not inside].
  const PLACES = [
    ['[data-testid="stSkipToContent"]', { "Skip to main content": "Naar de inhoud" }, []],
    ['[data-testid="InputInstructions"]', {}, [
      [/^Press (Ctrl|⌘)\+Enter to apply$/, "$1+Enter om te bewaren"],
      [/^Press Enter to apply$/, "Enter om te bewaren"],
      [/^Press (Ctrl|⌘)\+Enter to submit form$/, "$1+Enter om te versturen"],
      [/^Press Enter to submit form$/, "Enter om te versturen"],
    ]],
    // A refused value: beside the field for screen readers, and in a bubble (":" after a bold word).
    ['[role="alert"][id$="-error"],[data-testid="stTooltipErrorContent"]', {
      "Error": "Let op",
      "This field is required.": "Vul dit veld in.",
      "Invalid input.": "Dit kan hier niet. Pas het aan.",
      "Invalid value.": "Dit kan hier niet. Pas het aan.",
    }, [
      [/^(Error)?: (.+)$/s, (_, error, sentence) =>
        `${error ? "Let op" : ""}: ${translate(sentence, {}, REFUSALS)}`],
    ]],
    ['[data-key="__creatable__"]', {}, [[/^Add: (.+)$/s, "Toevoegen: $1"]]],
    ['[data-key="__select_all__"]', { "Select all": "Alles kiezen" }, []],
    ['[data-key="__select_matches__"]', {}, [[/^Select (\d+) matches$/, "Deze $1 kiezen"]]],
    ['[role="listbox"] [role="option"]:not([data-key])', { "No results": "Niets gevonden" }, [
      [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
        "Je kunt er hoogstens $1 kiezen. Haal er eerst een weg."],
    ]],
    ['[data-testid$="Calendar"],[data-testid="stDateInputQuickSelect"],' +
     '[data-testid="stDateTimeInputPopoverTime"]', {
      "Use arrow keys to navigate dates. Enter to select. Escape to close.":
        "Pijltjes: dag kiezen. Enter: bevestigen. Escape: sluiten.",
      "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.":
        "Pijltjes: dag kiezen. Enter: bevestigen. Tab: naar de tijd. Escape: sluiten.",
      "Date range": "Periode",
      "Select...": "Kies…",
      "Time": "Tijd",
    }, [
      [/^Choose date and time, (.+)$/, "Kies een datum en tijd, $1"],
      [/^Choose date range, (.+)$/, "Kies een periode, $1"],
      [/^Choose date, (.+)$/, "Kies een datum, $1"],
    ]],
    ['[data-testid$="FieldsScroller"],[data-testid="stTimeInputTimeDisplay"]',
      { "yyyy": "jjjj", "HH": "uu" }, []],
    ['[data-testid="stFileUploaderDropzone"]', {
      "Upload": "Bestand kiezen",
      "Drag and drop a file here": "Sleep een bestand hierheen",
      "Drag and drop files here": "Sleep bestanden hierheen",
    }, [[/^(\d+)\s?([KMG]B) per file$/, "hoogstens $1 $2 per bestand"]]],
    ['[data-testid="stFileChip"]', {
      "Error:": "Fout:",
      "Upload failed": "Het bestand kon niet worden verstuurd.",
      "Too many files": "Te veel bestanden.",
      "Only one file is allowed.": "Er mag één bestand bij.",
    }, [
      [/^(.+) files are not allowed\.$/s, "Dit soort bestand kan hier niet ($1)."],
      [/^File is larger than (.+)$/, "Het bestand is groter dan $1"],
      [/^File must be (.+) or smaller\.$/, "Het bestand mag hoogstens $1 zijn."],
    ], '[data-testid="stFileChipName"]'],
    ['[data-testid="stStatusWidget"]', {
      "Running...": "Bezig…", "Stopping...": "Stopt…", "Connecting": "Verbinden…",
      "Stop": "Stoppen", "Error": "Fout", "Rerun": "Opnieuw", "Always rerun": "Altijd opnieuw",
    }, []],
    ['[data-testid^="stMainMenu"]', {
      "Rerun": "Opnieuw laden", "Auto rerun": "Vanzelf opnieuw laden", "Print": "Afdrukken",
      "Clear cache": "Tussenopslag legen", "Record screen": "Scherm opnemen",
      "Settings": "Instellingen", "About": "Over dit programma", "Get help": "Hulp",
      "Report a bug": "Een fout melden", "Theme": "Thema", "Light": "Licht", "Dark": "Donker",
      "System": "Zoals het apparaat", "Use system setting": "Zoals het apparaat",
    }, []],
    // Streamlit's own messages; a window of the program has its content in blocks.
    ['[data-testid="stDialog"]', {
      "Page not found": "Deze pagina bestaat niet",
      "Connection error": "Geen verbinding",
      "Streamlit server is not responding. Are you connected to the internet?":
        "Gesprekstool antwoordt niet. Staat het programma nog aan? Deze pagina probeert het " +
        "vanzelf opnieuw.",
      "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
        "Gesprekstool antwoordt niet. Is het programma gestopt? Start het dan opnieuw met:",
      "streamlit run yourscript.py": "python3 start.py",
      "Connection timed out.": "Het duurde te lang. Laad de pagina opnieuw.",
      "Script execution error": "Er ging iets mis in het programma",
      "Bad message format": "Er ging iets mis. Laad de pagina opnieuw.",
      "Unknown error": "Er ging iets mis. Laad de pagina opnieuw.",
      "Close": "Sluiten",
      "Cancel": "Annuleren",
    }, [
      [/^The page that you have requested does not seem to exist\..*$/s,
        "Dit adres hoort bij geen pagina. Je ziet nu de startpagina."],
      [/^You have requested page \/.*, but no corresponding file was found .*$/s,
        "Dit adres hoort bij geen pagina. Je ziet nu de startpagina."],
      [/^Connection failed with status (\d+).*$/s,
        "De verbinding lukte niet (code $1). Laad de pagina opnieuw."],
    ], '[data-testid="stVerticalBlock"],h2 [data-testid="stMarkdownContainer"]'],
    ['[data-testid="stException"]', {}, [
      [/^This app has encountered an error\..*$/s, "Er ging iets mis. Laad de pagina opnieuw."],
    ]],
    ['[data-testid="stColorPickerPopover"]', { "hex": "kleurcode" }, []],
    // Said to screen readers only, beside the page itself.
    ['[data-live-announcer],[id^="react-aria-description"]', {}, [
      [/^1 option available\.$/, "1 optie beschikbaar."],
      [/^(\d+) options available\.$/, "$1 opties beschikbaar."],
      [new RegExp(`^Selected Date: (${MONTH}) 0?(\\d+), (\\d+)$`),
        (_, month, day, year) => `Gekozen datum: ${day} ${MONTHS[month]} ${year}`],
    ]],
  ];

  const REFUSALS = [
    [/^Number is outside the allowed range\. Please enter a value between (\S+) and (\S+)\.$/,
      "kies een getal van $1 tot en met $2."],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (\S+)\.$/,
      "kies een getal van $1 of meer."],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (\S+)\.$/,
      "kies een getal van $1 of minder."],
    [/^Invalid time format\..*$/, "vul de tijd in als uu:mm."],
    [/^time \S+ is invalid\. .*$/, "vul de tijd in als uu:mm."],
    [/^.* set outside allowed range\. Please select .* between (.+) and (.+)\.$/,
      "kies een datum van $1 tot en met $2."],
    [/^.* set outside allowed range\. Please select .* on or after (.+)\.$/,
      "kies een datum vanaf $1."],
    [/^.* set outside allowed range\. Please select .* on or before (.+)\.$/,
      "kies een datum tot en met $1."],
  ];

  // Here the name of a control is a choice, a file or a text that somebody made.
  const USER_NAMED =
    '[data-testid="stMultiSelectTagsContainer"] [title],[role="option"],' +
    '[data-testid="stFileChip"],[data-testid="stFileChipName"],textarea,' +
    '[data-testid="stMarkdownContainer"] :not([data-testid="stHeaderActionElements"] *)';
  const ATTRIBUTES = [
    "aria-label", "placeholder", "title", "aria-valuetext", "aria-roledescription",
  ];

  /** The Dutch for a text, or the text itself. */
  function translate(text, words, patterns) {
    const key = text.trim();
    if (Object.hasOwn(words, key)) return text.replace(key, () => words[key]);
    for (const [pattern, replacement] of patterns) {
      if (pattern.test(key)) return key.replace(pattern, replacement);
    }
    return text;
  }

  // What we wrote ourselves is not looked at again.
  const written = new WeakMap();
  const named = new WeakMap();

  function visitText(node) {
    const parent = node.parentElement;
    if (!parent || !node.data.trim() || written.get(node) === node.data) return;
    for (const [where, words, patterns, notInside] of PLACES) {
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
      const dutch = translate(name, NAMES, NAME_PATTERNS);
      if (dutch === name) continue;
      named.set(element, { ...named.get(element), [attribute]: dutch });
      element.setAttribute(attribute, dutch);
    }
  }

  const NAMED = ATTRIBUTES.map((attribute) => `[${attribute}]`).join(",");

  function visit(node) {
    if (node.nodeType === Node.TEXT_NODE) return visitText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    visitNames(node);
    node.querySelectorAll(NAMED).forEach(visitNames);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) visitText(texts.currentNode);
  }

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

  // Half a sign, left by a broken paste, makes the server drop the connection and the text with it.
  // The prototype's setter goes past React, which then sees the mended text as typed.
  addEventListener("input", ({ target: field }) => {
    if (typeof field.value !== "string" || (field.value.isWellFormed?.() ?? true)) return;
    const caret = field.selectionStart;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")
      .set.call(field, field.value.toWellFormed());
    field.setSelectionRange(caret, caret);
  }, true);
})();
