// The few words that a unit test needs. Each file of tests adds to `checks`, by name.
export const checks = new Map();

export const check = (name, run) => checks.set(name, run);

export function equal(found, expected) {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value) ?? "undefined");
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Put HTML in the page and return its first element. */
export function put(html) {
  document.body.innerHTML = html;
  return document.body.firstElementChild;
}
