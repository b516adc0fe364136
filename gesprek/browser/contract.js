export default {
  "streamlit": "1.67.0",

  "selectors": {
    "app": "[data-testid='stApp']",
    "connected": "[data-testid='stApp'][data-test-connection-state='CONNECTED']",
    "drawn": "[data-testid='stApp'][data-test-script-state='notRunning']",
    "main": "[data-testid='stMain']",
    "main-block": "[data-testid='stMainBlockContainer']",
    "bottom": "[data-testid='stBottom']",
    "bottom-block": "[data-testid='stBottomBlockContainer']",
    "sidebar": "[data-testid='stSidebar']",
    "sidebar-shut": "[data-testid='stSidebar'][data-collapsed='true']",
    "sidebar-link": "[data-testid='stSidebarNavLink']",
    "open-sidebar": "[data-testid='stExpandSidebarButton']",
    "skip-link": "[data-testid='stSkipToContent']",
    "heading-link": "[data-testid='stHeaderActionElements']",
    "waiting-block": "[data-testid='stSkeleton']",
    "block": "[data-testid='stVerticalBlock']",
    "column": "[data-testid='stColumn']",
    "text": "[data-testid='stText']",
    "markdown": "[data-testid='stMarkdownContainer']",
    "caption": "[data-testid='stCaptionContainer']",
    "icon": "[data-testid='stIconMaterial']",
    "image": "[data-testid='stImage']",
    "progress": "[data-testid='stProgress']",
    "alert": "[data-testid='stAlert']",
    "error": "[data-testid='stAlertContentError']",
    "exception": "[data-testid='stException']",
    "page-link": "[data-testid='stPageLink-NavLink']",
    "page-link-off": "[data-testid='stPageLink-NavLink'][disabled]",
    "button": "[data-testid^='stBaseButton-']",
    "main-button": "[kind*='rimary']",
    "primary-button": "[data-testid='stBaseButton-primary']",
    "secondary-button": "[data-testid='stBaseButton-secondary']",
    "link-button": "[data-testid^='stBaseLinkButton-']",
    "expander": "[data-testid='stExpander']",
    "expander-title": "[data-testid='stExpander'] summary",
    "expander-folded": "[data-testid='stExpander'] details:not([open]) > summary",
    "expander-content": "[data-testid='stExpanderDetails']",
    "popover": "[data-testid='stPopover']",
    "popover-button": "[data-testid='stPopoverButton']",
    "popover-body": "[data-testid='stPopoverBody']",
    "tabs": "[data-testid='stTabs']",
    "tab": "[data-testid='stTab']",
    "tab-here": "[role='tab'][aria-selected='true']",
    "tab-panel": "[data-testid='stTabPanel']",
    "dialog": "[data-testid='stDialog']",
    "dialog-own": "[data-testid='stDialog'] :is([data-testid='stVerticalBlock'], h2 [data-testid='stMarkdownContainer'])",
    "dialog-title": "[role='dialog'] > h2",
    "dialog-close": "[role='dialog'] > button[type='button']",
    "checkbox": "[data-testid='stCheckbox'] label",
    "checkbox-box": "[data-testid='stCheckbox']",
    "radio": "[data-testid='stRadio'] label",
    "group": "[data-testid='stButtonGroup']",
    "group-button": "[data-testid='stButtonGroup'] button",
    "group-chosen": "[data-testid='stButtonGroup'] button[aria-checked='true']",
    "group-pressed": "[data-testid='stButtonGroup'] button[aria-pressed='true']",
    "chosen": "[data-selected='true']",
    "input-frame": "[data-testid$='InputRootElement']",
    "text-frame": "[data-testid$='RootElement']",
    "input-hint": "[data-testid='InputInstructions']",
    "input-error": "[role='alert'][id$='-error']",
    "input-error-bubble": "[data-testid='stTooltipErrorContent']",
    "select-field": "[data-testid='stSelectbox'] [role='group']",
    "select-nothing": "[role='listbox'] [role='option']:not([data-key])",
    "number-field": "[data-testid='stNumberInputField']",
    "date-field": "[data-testid='stDateInputField']",
    "date-button": "[data-testid='stDateInputCalendarButton']",
    "date-clear": "[data-testid='stDateInputClearButton']",
    "date-calendar": "[data-testid$='Calendar']",
    "date-parts": "[data-testid$='FieldsScroller']",
    "time-field": "[data-testid='stTimeInputTimeDisplay']",
    "hidden-part": "[data-testid^='hidden-']",
    "announcer": "[data-live-announcer]",
    "aria-description": "[id^='react-aria-description']"
  },

  "states": {
    "data-test-connection-state": [
      "INITIAL", "PINGING_SERVER", "CONNECTING", "CONNECTED", "DISCONNECTED_FOREVER",
      "STATIC_CONNECTING", "STATIC_CONNECTED"
    ],
    "data-test-script-state": [
      "initial", "notRunning", "running", "rerunRequested", "stopRequested", "compilationError"
    ]
  },

  "page": {
    "file": "static/index.html",
    "script": "<script type=\"module\" crossorigin src=\"\\./(static/js/index\\.[\\w-]+\\.js)\"></script>",
    "preload": "<link rel=\"modulepreload\" crossorigin href=\"\\./(static/js/[\\w.-]+\\.js)\">",
    "style": "<link rel=\"stylesheet\" crossorigin href=\"\\./(static/css/[\\w.-]+\\.css)\">",
    "root": "<div id=\"root\"></div>"
  },

  "marks": { "above": "data-react-aria-top-layer" },

  "paths": {
    "stream": "/_stcore/stream",
    "health": "/_stcore/health",
    "host": "/_stcore/host-config",
    "files": "/static/",
    "own_files": "/app/static/",
    "icons": "/static/media/MaterialSymbols-Rounded\\.[\\w-]+\\.woff2",
    "letters": "/static/media/SourceSansVF-(Upright|Italic)\\.ttf\\.[\\w-]+\\.woff2"
  },

  "answers": {
    "Bad Request": "Dit adres klopt niet.",
    "Not Found": "Deze pagina bestaat niet.",
    "File not found": "Deze pagina bestaat niet.",
    "Method Not Allowed": "Dat kan op deze pagina niet.",
    "Invalid host header": "Dit adres is niet het adres van Gesprekstool."
  },

  "options": [
    "client.allowedOrigins", "logger.hideWelcomeMessage", "runner.postScriptGC",
    "server.maxWidgetStateSize", "server.trustedUserHeaders"
  ],

  "python": [
    "streamlit:config.set_option",
    "streamlit.navigation.page:Page",
    "streamlit.proto.ClientState_pb2:ClientState",
    "streamlit.runtime.app_session:AppSession.has_fragment",
    "streamlit.runtime.app_session:AppSession.request_rerun",
    "streamlit.runtime.scriptrunner.script_runner:ScriptRunner._maybe_handle_execution_control_request",
    "streamlit.runtime.state.session_state:SessionState._call_callbacks"
  ],

  "terms": {
    "January": "januari", "February": "februari", "March": "maart", "April": "april",
    "May": "mei", "June": "juni", "July": "juli", "August": "augustus",
    "September": "september", "October": "oktober", "November": "november",
    "December": "december",
    "day": "dag", "month": "maand", "year": "jaar", "hour": "uur", "minute": "minuut",
    "Error": "Let op"
  },

  "names": {
    "App pages": "Pagina's",
    "Choose an option": "Kies een optie",
    "Choose date": "Kies een datum",
    "Clear date": "Datum weghalen",
    "Clear time": "Tijd weghalen",
    "Clear value": "Veld leegmaken",
    "Close": "Sluiten",
    "Collapse sidebar": "Zijbalk inklappen",
    "Copied": "Gekopieerd",
    "Copy to clipboard": "Kopiëren",
    "Decrement": "Eén minder",
    "Dismiss": "Sluiten",
    "Empty": "Leeg",
    "Expand sidebar": "Zijbalk uitklappen",
    "Fullscreen": "Volledig scherm",
    "Hide password": "Verberg wachtwoord",
    "Increment": "Eén meer",
    "Link to heading": "Link naar deze kop",
    "Next month": "Volgende maand",
    "Open": "Openen",
    "Previous month": "Vorige maand",
    "progress": "voortgang",
    "Scroll tabs left": "Tabbladen naar links schuiven",
    "Scroll tabs right": "Tabbladen naar rechts schuiven",
    "Show password": "Toon wachtwoord",
    "Sidebar": "Zijbalk"
  },
  "name_patterns": {
    "^Help for (.+)$": "Uitleg bij $1",
    "^<term>,(.*)$": "$<term>,$2",
    "^(\\d+) – <term>$": "$1 – $<term>",
    "^Choose date, (.+)$": "Kies een datum, $1"
  },

  "places": [
    { "where": "skip-link", "words": { "Skip to main content": "Naar de inhoud" } },
    {
      "where": "input-hint",
      "words": {
        "Press Enter to apply": "Enter om te bewaren",
        "Press Enter to submit form": "Enter om te versturen"
      },
      "patterns": {
        "^Press (Ctrl|⌘)\\+Enter to apply$": "$1+Enter om te bewaren",
        "^Press (Ctrl|⌘)\\+Enter to submit form$": "$1+Enter om te versturen"
      }
    },
    { "where": "input-error", "patterns": "refusals" },
    { "where": "input-error-bubble", "words": { "Error": "Let op" }, "patterns": "refusals" },
    { "where": "select-nothing", "words": { "No results": "Niets gevonden" } },
    {
      "where": "date-calendar",
      "words": {
        "Use arrow keys to navigate dates. Enter to select. Escape to close.":
          "Pijltjes: dag kiezen. Enter: bevestigen. Escape: sluiten."
      },
      "patterns": { "^Choose date, (.+)$": "Kies een datum, $1" }
    },
    { "where": "date-parts", "words": { "yyyy": "jjjj" } },
    { "where": "time-field", "words": { "HH": "uu" } },
    {
      "where": "dialog",
      "not_inside": "dialog-own",
      "words": {
        "Page not found": "Deze pagina bestaat niet",
        "The page that you have requested does not seem to exist. Running the app's main page.":
          "Dit adres hoort bij geen pagina. Je ziet nu de startpagina.",
        "Connection error": "Geen verbinding",
        "Streamlit server is not responding. Are you connected to the internet?":
          "Gesprekstool antwoordt niet. Staat het programma nog aan? Deze pagina probeert het vanzelf opnieuw.",
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
          "Gesprekstool antwoordt niet. Is het programma gestopt? Start het dan opnieuw met:",
        "streamlit run yourscript.py": "python3 start.py",
        "Connection timed out.": "Het duurde te lang. Laad de pagina opnieuw.",
        "Bad message format": "Er ging iets mis. Laad de pagina opnieuw."
      },
      "patterns": {
        "^Connection failed with status (\\d+).*$":
          "De verbinding lukte niet (code $1). Laad de pagina opnieuw."
      }
    },
    {
      "where": "exception",
      "patterns": {
        "^This app has encountered an error\\..*$": "Er ging iets mis. Laad de pagina opnieuw."
      }
    },
    {
      "where": "announcer",
      "patterns": {
        "^1 option available\\.$": "1 optie beschikbaar.",
        "^(\\d+) options available\\.$": "$1 opties beschikbaar."
      }
    },
    {
      "where": "aria-description",
      "patterns": { "^Selected Date: <term> 0?(\\d+), (\\d+)$": "Gekozen datum: $2 $<term> $3" }
    }
  ],

  "refusals": {
    "^<term>?: Number is outside the allowed range\\. Please enter a value between (\\S+) and (\\S+)\\.$":
      "$<term>: kies een getal van $2 tot en met $3.",
    "^<term>?: Number is below the allowed range\\. Please enter a value greater than or equal to (\\S+)\\.$":
      "$<term>: kies een getal van $2 of meer.",
    "^<term>?: Number is above the allowed range\\. Please enter a value less than or equal to (\\S+)\\.$":
      "$<term>: kies een getal van $2 of minder.",
    "^<term>?: Date set outside allowed range\\. Please select a date between (.+) and (.+)\\.$":
      "$<term>: kies een datum van $2 tot en met $3.",
    "^<term>?: Date set outside allowed range\\. Please select a date on or after (.+)\\.$":
      "$<term>: kies een datum vanaf $2.",
    "^<term>?: Date set outside allowed range\\. Please select a date on or before (.+)\\.$":
      "$<term>: kies een datum tot en met $2.",
    "^<term>?: Invalid time format\\..*$": "$<term>: vul de tijd in als uu:mm.",
    "^<term>?: time .* is invalid\\..*$": "$<term>: vul de tijd in als uu:mm."
  },

  "seldom": [
    "Clear time", "Copied", "Hide password", "Scroll tabs left", "Scroll tabs right", "Connection error",
    "Streamlit server is not responding. Are you connected to the internet?",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:",
    "streamlit run yourscript.py", "Connection timed out.", "Bad message format",
    "^Connection failed with status (\\d+).*$",
    "^<term>?: Number is below the allowed range\\. Please enter a value greater than or equal to (\\S+)\\.$",
    "^<term>?: Number is above the allowed range\\. Please enter a value less than or equal to (\\S+)\\.$",
    "^<term>?: Date set outside allowed range\\. Please select a date on or after (.+)\\.$",
    "^<term>?: Date set outside allowed range\\. Please select a date on or before (.+)\\.$",
    "^<term>?: Invalid time format\\..*$",
    "^<term>?: time .* is invalid\\..*$"
  ]
};
