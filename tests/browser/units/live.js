import { askNow, hasLine, keepOutOfTheWay, live, wakeUp } from "/gesprek/live.js";
import { check, equal, pause, put } from "./check.js";

const APP =
  '<div data-testid="stApp" data-test-connection-state="CONNECTED" data-test-script-state=';
const asked = [];
keepOutOfTheWay();
wakeUp({ setTriggerValue: () => asked.push("all") });

/** Draw a page at rest with its live part, which shows this state. */
function page(stand, more = {}) {
  put(`${APP}"notRunning"><main data-testid="stMain"><button>x</button></main><p></p></div>`);
  const part = {
    data: { address: "/live/o", wie: "", stand, go: false, ...more },
    setTriggerValue: (name, value) => asked.push(`${name} ${value}`),
    parentElement: document.querySelector("p"),
  };
  return live(part);
}

check("a state that is not the drawn one is asked for, once the page is at rest", async () => {
  const app = () => document.querySelector("[data-testid=stApp]");
  const end = page("1");
  app().dataset.testScriptState = "running";
  await pause(800); // the line speaks of state 2: see EmptySite
  equal(asked, []);
  app().dataset.testScriptState = "notRunning";
  await pause(800);
  equal(asked.length > 0, true);
  end();
});

check("a state that is drawn is not asked for", async () => {
  const end = page("2");
  await pause(1200);
  equal(asked, []);
  end();
});

check("a page follows an oefening as long as its part is there", () => {
  const end = page("2");
  equal(hasLine(), true);
  end();
  equal(hasLine(), false);
});

check("a page that is older than its live part is asked for whole, a few times at most", async () => {
  const end = page("2", { pagina: 7 });
  document.querySelector("main").insertAdjacentHTML("beforeend",
    '<div class="st-key-getekend"><i data-versie="6"></i></div>');
  await pause(7000);
  equal(asked, ["all"]);
  end();
});

check("a page that is as new as its live part is left alone", async () => {
  const end = page("2", { pagina: 7 });
  document.querySelector("main").insertAdjacentHTML("beforeend",
    '<div class="st-key-getekend"><i data-versie="7"></i></div>');
  await pause(7000);
  equal(asked, []);
  end();
});

check("asking that fails holds back no later tap", async () => {
  const end = page("2");
  live({
    data: { address: "/live/o", wie: "", stand: "2", go: false },
    setTriggerValue: () => { throw new TypeError("no such thing"); },
    parentElement: document.querySelector("p"),
  });
  const taps = [];
  document.querySelector("button").addEventListener("click", () => taps.push("tap"));
  let failed = "";
  try { askNow("3"); } catch (error) { failed = error.name; }
  await pause(50);
  document.querySelector("button").click();
  equal([failed, taps], ["TypeError", ["tap"]]);
  end();
});
