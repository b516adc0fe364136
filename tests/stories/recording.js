// What a test wants to know of a page, measured inside it: opname.words(), .sideways(), …
window.opname = (() => {
  "use strict";

  // An icon is a word in a font of pictures; nobody reads the word.
  const UNREAD = '#gesprek-niet:not([data-om]),.gesprek-verdwaald,script,style,noscript,template,[hidden],[translate="no"]:not(body)';
  const LINES = "p,li,h1,h2,h3,h4,h5,h6,td,th,label,summary";
  const NAMES = [
    "aria-label", "aria-description", "aria-valuetext", "aria-roledescription",
    "placeholder", "title", "alt",
  ];
  const QUIET = 100; // ms without a word of the server
  const SCROLLERS =
    ":--main,:--bottom-block,[role='dialog']";
  const BIG = 24; // px: such letters need less contrast (WCAG 1.4.3)

  let heard = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...asked) {
      super(...asked);
      this.addEventListener("message", () => (heard = performance.now()));
    }
  };

  // Measured at once: what glides or fades would be caught half-way.
  addEventListener("DOMContentLoaded", () => {
    const still = document.createElement("style");
    still.textContent = "*,*::before,*::after{transition:none!important;animation:none!important}";
    document.head.append(still);
  });

  /** Every element under a root, also in the shadow of components. */
  function* elements(root = document.documentElement) {
    yield root;
    for (const child of [...(root.shadowRoot?.children ?? []), ...root.children]) yield* elements(child);
  }

  const parent = (element) => element.parentElement ?? element.getRootNode().host ?? null;

  function* around(element) {
    for (let one = element; one; one = parent(one)) yield one;
  }

  const isUnread = (element) => [...around(element)].some((one) => one.matches(UNREAD));

  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1 && box.height > 1;
  };

  const ownText = (element) => [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();

  const named = (element) => {
    const said = element.getAttribute("aria-label") || element.textContent || element.placeholder;
    const place = [...around(element)].map((one) => one.dataset?.testid).find(Boolean) ?? "";
    return `${element.tagName.toLowerCase()} in ${place}: ${(said ?? "").trim().slice(0, 60)}`;
  };

  const lineOf = (element) => element.closest(LINES) ?? element;

  /** The words of a line in order, those in bold or italics too. */
  function lineText(line) {
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT, (node) =>
      lineOf(node.parentElement) === line && !isUnread(node.parentElement)
        ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
    let text = "";
    while (texts.nextNode()) text += texts.currentNode.data;
    return text;
  }

  /** All that a page shows or reads out, each text once. */
  function words() {
    const lines = new Set();
    const names = [document.title];
    for (const element of elements()) {
      if (!element.closest('[aria-hidden="true"]'))
        names.push(...NAMES.map((name) => element.getAttribute(name)));
      if (ownText(element) && !isUnread(element)) lines.add(lineOf(element));
    }
    const texts = [...names, ...[...lines].map(lineText)];
    return [...new Set(texts.map((text) => text?.trim()).filter(Boolean))];
  }

  /** What makes the page, its bar below or a window over it wider than its place. */
  function sideways() {
    const wide = [document.documentElement, ...document.querySelectorAll(SCROLLERS)]
      .filter((one) => one.scrollWidth > one.clientWidth);
    return wide.flatMap((root) => {
      const edge = root.getBoundingClientRect().left + root.clientWidth;
      const out = [...elements(root)].filter((one) =>
        one !== root && isShown(one) && one.getBoundingClientRect().right > edge + 1);
      const deepest = out.filter((one) => ![...one.children].some((child) => out.includes(child)));
      const by = Math.round(root.scrollWidth - root.clientWidth);
      return deepest.slice(0, 3).map((one) => `${by} px: ${named(one)}`)
        .concat(deepest.length ? [] : [`${by} px: ${named(root)}`]);
    });
  }

  /** The controls that are lower than a finger needs. */
  function lowTargets(least) {
    const controls = "button,a[href],input,textarea,summary,[role=tab],[role=spinbutton]";
    // Not seen: a link that comes with the mouse, and what a browser may fill in by itself.
    const unseen = ":--heading-link,:--hidden-part";
    const frames = ":--text-frame,:--date-field,:--time-field,:--select-field";
    const low = [];
    for (const element of elements()) {
      if (!element.matches(controls) || element.closest(unseen)) continue;
      // What one touches is the frame around a field, and the words beside a tick.
      const touched = element.closest("label") ?? element.closest(frames) ?? element;
      if (!isShown(touched) || !element.checkVisibility()) continue;
      const { height } = touched.getBoundingClientRect();
      if (height < least - 0.5) low.push(`${height.toFixed(0)} px: ${named(element)}`);
    }
    return [...new Set(low)];
  }

  const dot = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  const known = new Map();

  /** A CSS colour of any kind as [red, green, blue, opacity], 0 to 1. */
  function colour(css) {
    if (!known.has(css)) {
      dot.clearRect(0, 0, 1, 1);
      dot.fillStyle = css;
      dot.fillRect(0, 0, 1, 1);
      known.set(css, [...dot.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
    }
    return known.get(css);
  }

  const over = (top, opacity, below) => below.map((part, i) => part + (top[i] - part) * opacity);

  /** What lies behind an element, all see-through layers mixed. */
  function ground(element) {
    const layers = [];
    for (const one of around(element)) {
      const layer = colour(getComputedStyle(one).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, layer[3], below), [1, 1, 1]);
  }

  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  function ratio(css, element) {
    const behind = ground(element);
    const letters = colour(css);
    const faded = [...around(element)]
      .reduce((left, one) => left * Number(getComputedStyle(one).opacity), letters[3]);
    const [light, dark] = [over(letters, faded, behind), behind].map(luminance).sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  const isOff = (element) => [...around(element)].some((one) =>
    one.disabled || one.getAttribute("aria-disabled") === "true" || one.hasAttribute("disabled"));

  /** The texts that stand out too little against their ground; what is switched off may. */
  function faint(least, leastBig) {
    const found = new Set();
    for (const element of elements()) {
      if (isUnread(element) || !isShown(element) || isOff(element)) continue;
      const { color, fill, fontSize } = getComputedStyle(element);
      const seen = [];
      const letters = element instanceof SVGElement ? fill : color;
      if (ownText(element) || element.value) seen.push([letters, "text"]);
      if (element.placeholder)
        seen.push([getComputedStyle(element, "::placeholder").color, "example"]);
      for (const [css, kind] of seen) {
        const measured = ratio(css, element);
        const wanted = parseFloat(fontSize) >= BIG ? leastBig : least;
        if (measured < wanted) found.add(`${measured.toFixed(2)} ${kind} ${named(element)}`);
      }
    }
    return [...found];
  }

  /** Wait until a change has reached the page: one frame to draw it, one for what observes that. */
  async function rest() {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(moving.map((one) => one.finished));
  }

  /** Go to another page within the tab, as back and forward do. */
  let begun = -Infinity;
  function go(path) {
    begun = performance.now();
    history.pushState({}, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }

  /** Wait until that page is drawn: a short run never shows as one, so the server tells. */
  async function arrive(patience) {
    const isDrawn = () =>
      document.querySelector(":--drawn") &&
      heard > begun && performance.now() - heard > QUIET;
    for (const end = performance.now() + patience; !isDrawn(); ) {
      if (performance.now() > end) throw new Error(`not drawn: ${location.pathname}`);
      await new Promise((again) => setTimeout(again, QUIET / 4));
    }
  }

  return { words, sideways, lowTargets, faint, rest, go, arrive };
})();
