/** The shared screen: shows, asks nothing, keeps nothing but the key that opened it. */

import { Banner } from "./banner.js";
import { Connection } from "./connection.js";
import { fleeting, page, tab } from "./page.js";
import { Pulse } from "./pulse.js";
import { Reload } from "./reload.js";
import { Stage } from "./stage.js";
import { Tally } from "./tally.js";
import { Timers } from "./timers.js";
import { keepAwake } from "./wakelock.js";

const timers = new Timers(document.body);
const pulse = new Pulse(document.body);
const tally = new Tally(page.main);
const banner = new Banner("reconnecting");
const reload = new Reload(() => true, () => {});
const stage = new Stage(page.main, { step: page.step, after: overlay });

const line = new Connection({
  auth: { session: page.session, as: "projector", tab, key: takeKey() },
  have: page.have,
  changed: (state, sentence) => banner.show(state, sentence),
  hear: {
    hello: (frame, fresh) => fresh && show(frame),
    stage: show,
    pulse: (told) => pulse.hear(told),
    tally: (told) => tally.hear(told),
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

function overlay() {
  pulse.render();
  tally.render();
}

function show(frame) {
  stage.show(frame);
  timers.set(frame.timers);
}

timers.set(page.timers);
keepAwake(true);
line.start();
