// The scripts of every page. `gesprek` is the only name of ours in the window: Streamlit runs the
// script of a component outside this module.
import { makeAccessible } from "./accessibility.js";
import { awakeScreen, clock } from "./clock.js";
import { keepDrafts, leaveNoHistory, mendHalfSigns } from "./drafts.js";
import { translateThePage } from "./dutch_words.js";
import { speakDutch } from "./language.js";
import { keepOutOfTheWay, live, wakeUp } from "./live.js";
import { watchThePage } from "./watch.js";

speakDutch(); // before Streamlit asks
window.gesprek = { awakeScreen, clock, live, wakeUp };
translateThePage();
makeAccessible();
keepDrafts();
addEventListener("input", mendHalfSigns, true);
addEventListener("focusin", leaveNoHistory, true);
keepOutOfTheWay();
watchThePage();
