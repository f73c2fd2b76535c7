/** The shared screen: shows, asks nothing, keeps nothing but the key that opened it. */

import { Banner } from "../line/banner.js";
import { Bell } from "../phone/bell.js";
import { Connection } from "../line/connection.js";
import { Features } from "../shared/features.js";
import { fit } from "../shared/fit.js";
import { LeaderAbsence } from "../line/leader-absence.js";
import { Http } from "../line/http.js";
import { morph } from "../shared/morph.js";
import { page, tab } from "../shared/page.js";
import { fleeting } from "../shared/window-shelf.js";
import { Pulse } from "../shared/pulse.js";
import { root } from "../shared/root.js";
import { Reload } from "../line/reload.js";
import { Pause } from "../phone/pause.js";
import { Stage } from "../shared/stage.js";
import { Tally } from "../shared/tally.js";
import { Timers } from "../shared/timers.js";
import { keepAwake } from "../shared/wake-lock.js";

const bell = new Bell(fleeting);
const features = new Features([
  new Pulse(document.body),
  new Tally(page.main),
  { tally: () => fit(page.main) },
  bell,
  new Pause({ main: page.main, shelf: fleeting, bell }),
]);
const timers = new Timers(document.body, (name) => features.tell("over", name));
const banner = new Banner(() => "screenReconnecting");
const reload = new Reload(fleeting, () => true, () => {});
const absence = new LeaderAbsence(page.main, { inside: false });
const stage = new Stage(page.main, { step: page.step, morph, after: overlay });

const key = takeKey();
const http = new Http(page.session, { base: `${root}/projector/${encodeURIComponent(page.session)}`, key, tab });
const line = new Connection({
  auth: { session: page.session, as: "projector", tab, key },
  http,
  have: page.have,
  changed: tell,
  hear: {
    hello: welcome,
    stage: show,
    holding: ({ on }) => absence.hear(on),
    ...features.hearing("pulse", "tally"),
    closing: ({ step, left_ms: left }) => step === stage.step && timers.start("closing", left),
    reload: () => reload.want(),
  },
});

/** From the address into this tab, so that it stands on no shared screen and survives a reload. */
function takeKey() {
  const key = location.hash.slice(1);
  if (key) {
    fleeting.set("key", key);
    history.replaceState(null, "", location.pathname);
  }
  return fleeting.get("key") || "";
}

/** A link that opens nothing is no screen that waits. */
function tell(state, sentence, due) {
  const waits = document.getElementById("not-yet");
  if (state !== "refused" || !waits) {
    banner.show(state, sentence, due);
    return;
  }
  banner.show("http", ""); // the page itself says it
  waits.hidden = true;
  document.getElementById("not-open").hidden = false;
}

/** The page came with a key alone: which theme and language it has, the stage says. */
function wear() {
  const told = page.main.querySelector("[data-wears]");
  if (!told) return;
  Object.assign(document.documentElement, { lang: told.lang, dir: told.dir });
  document.documentElement.dataset.theme = told.dataset.wears;
}

function overlay() {
  wear();
  features.tell("render");
}

function welcome(frame, fresh) {
  if (fresh) show(frame);
  absence.hear(frame.holding);
}

function show(frame) {
  absence.lift();
  stage.show(frame);
  absence.hear(frame.holding);
  timers.set(frame.timers);
  fit(page.main);
}

timers.set(page.timers);
absence.hear(page.holding);
bell.render();
new ResizeObserver(() => fit(page.main)).observe(page.main);
document.fonts.ready.then(() => fit(page.main));
keepAwake(true);
line.start();

document.documentElement.dataset.runs = ""; // see before/old-browser.js
