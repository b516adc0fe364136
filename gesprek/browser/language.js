// The page is Dutch, whatever language the browser speaks. Streamlit asks the browser, and would
// draw a calendar with Arabic digits, a Persian year or Sunday first. This comes before its scripts.
const DUTCH = "nl-NL";
const FORMATS = ["DateTimeFormat", "NumberFormat", "PluralRules", "ListFormat", "RelativeTimeFormat"];
const PARTS = ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"];

/** Let a format be Dutch where no language is asked for. */
function formatInDutch(name) {
  const ask = ([language = DUTCH, ...rest]) => [language, ...rest];
  Intl[name] = new Proxy(Intl[name], {
    construct: (target, asked, made) => Reflect.construct(target, ask(asked), made),
    apply: (target, self, asked) => Reflect.apply(target, self, ask(asked)),
  });
}

/** Do so for the words of a day, a time or a number. */
function tellInDutch(kind, name) {
  const own = kind.prototype[name];
  if (!own) return;
  kind.prototype[name] = function (language = DUTCH, options = undefined) {
    return own.call(this, language, options);
  };
}

/** Speak Dutch from now on. */
export function speakDutch() {
  for (const [name, value] of [["language", DUTCH], ["languages", Object.freeze([DUTCH, "nl"])]])
    Object.defineProperty(navigator, name, { configurable: true, get: () => value });
  FORMATS.forEach(formatInDutch);
  for (const kind of [Date, Number]) PARTS.forEach((name) => tellInDutch(kind, name));
}
