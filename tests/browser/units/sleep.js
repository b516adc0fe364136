// A device that slept, a page that the browser kept, and a line that is open and says nothing.
import { lastHeard, live } from "/gesprek/live.js";
import { watchThePage } from "/gesprek/watch.js";
import { check, equal, pause, put } from "./check.js";

const LOOKS_EVERY = 50; // ms, where the scripts take seconds
const RealSource = window.EventSource;
const realNow = Date.now;
const setRealInterval = window.setInterval;
window.setInterval = (run) => setRealInterval(run, LOOKS_EVERY);
const opened = [];

/** A line that the browser takes for open, and on which nothing comes. */
class SilentSource extends EventTarget {
  readyState = RealSource.OPEN;
  static CLOSED = RealSource.CLOSED;
  constructor() {
    super();
    opened.push(this);
  }
  close() {
    this.readyState = RealSource.CLOSED;
  }
}

function follow(Source) {
  window.EventSource = Source;
  put("<p></p>");
  return live({
    data: { address: "/live/o", wie: "", stand: "2", go: false },
    setTriggerValue: () => {},
    parentElement: document.querySelector("p"),
  });
}

const later = (ms) => (Date.now = () => realNow() + ms);
const shown = (persisted) => dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
const questions = async () => (await fetch("/questions")).json();
const lineIsOpen = () => opened.map((one) => one.readyState === RealSource.OPEN);

check("a page that the browser kept opens its line again", () => {
  const end = follow(SilentSource);
  shown(false);
  equal(lineIsOpen(), [true]);
  shown(true);
  equal(lineIsOpen(), [false, true]);
  end();
  shown(true);
  equal(lineIsOpen(), [false, false]);
});

check("a device that is online again opens its line again", () => {
  const end = follow(SilentSource);
  dispatchEvent(new Event("online"));
  equal(lineIsOpen(), [false, true]);
  end();
});

check("after a sleep the line is opened again, though it looks open", async () => {
  const end = follow(SilentSource);
  await pause(200); // looks at which nothing is wrong
  equal(lineIsOpen(), [true]);
  later(3_600_000);
  while (opened.length < 2) await pause(LOOKS_EVERY);
  equal(lineIsOpen(), [false, true]);
  end();
});

check("a line that stays silent is opened anew now and then, and is asked for meanwhile", async () => {
  const end = follow(SilentSource);
  const began = Date.now();
  for (let ms = 0; opened.length < 2 && ms < 120_000; ms += 4000) {
    later(ms); // in steps that are no sleep
    await pause(LOOKS_EVERY * 2);
  }
  equal(lineIsOpen(), [false, true]);
  equal(Date.now() - began > 30_000, true);
  const before = await questions();
  while ((await questions()) === before) await pause(LOOKS_EVERY);
  end();
});

check("a page that is left while its line is asked for opens no other line", async () => {
  const end = follow(SilentSource);
  const realFetch = window.fetch;
  const left = new Promise((resolve) => {
    window.fetch = async (...asked) => {
      window.fetch = realFetch;
      const answer = await realFetch(...asked);
      end();
      resolve();
      return answer;
    };
  });
  later(3_600_000);
  await left;
  await pause(LOOKS_EVERY * 4);
  equal(lineIsOpen(), [false]);
});

check("a page that the browser kept asks at once whether one is still signed in", async () => {
  const asked = async () => (await fetch("/asked")).json();
  const end = follow(RealSource);
  while (lastHeard() === undefined) await pause(20);
  watchThePage();
  while ((await asked()) < 1) await pause(20);
  shown(false);
  await pause(300); // looks: the line tells that all is well
  equal(await asked(), 1);
  shown(true);
  while ((await asked()) < 2) await pause(LOOKS_EVERY);
  end();
});
