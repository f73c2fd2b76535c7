/**
 * The phone's first half: the line and the stage, so that everything can be seen and followed, and the ways out. What one
 * can do in the room comes after the first sight (later/participant.js), at once where a step is on.
 */

import { Banner } from "../line/banner.js";
import { Connection } from "../line/connection.js";
import { Http } from "../line/http.js";
import { LeaderAbsence } from "../line/leader-absence.js";
import { keepPresses } from "../phone/kept-presses.js";
import { listenForNoClocks } from "../phone/no-clocks.js";
import { away, guardWords } from "../phone/only-here.js";
import { listenForExit } from "../phone/quick-exit.js";
import { listenForDialogs } from "../shared/dialogs.js";
import { Features } from "../shared/features.js";
import { message, notify } from "../shared/notices.js";
import { page, tab } from "../shared/page.js";
import { Stage } from "../shared/stage.js";
import { Timers } from "../shared/timers.js";
import { keepAwake } from "../shared/wake-lock.js";
import { word } from "../shared/words.js";

const PAINTED = 1000; // a page that nobody looks at is never painted
const AGAIN = [500, 1000, 2000, 4000];

const { main } = page;
const features = new Features();
const timers = new Timers(document.body, (name) => features.tell("over", name));
const banner = new Banner(away);
const absence = new LeaderAbsence(main, { inside: true });
const http = new Http(page.session);
const stage = new Stage(main, { step: page.step, before: flush, after: laid });
const press = keepPresses();
let anew = false; // whether the stage came over the line

const line = new Connection({
  auth: { session: page.session, as: "participant", tab },
  have: page.have,
  http,
  changed: reached,
  hear: {
    ...features.hearing("mine", "pulse", "tally", "signal", "bell", "reload"),
    hello: welcome,
    stage: show,
    closing,
    notice: told,
    holding: ({ on }) => hold(on),
  },
});

function welcome(frame, fresh) {
  features.tell("person", frame.mine || {});
  features.tell("connected");
  if (fresh) show(frame);
  hold(frame.holding);
  features.tell("mine", frame.mine || {});
}

/** The facilitator's word: to everyone it stands with the step, to this person alone until they close it. */
function told({ text, private: alone }) {
  if (alone) notify(text, { kind: "reply", stay: true, closes: word("close") });
  else message(text);
}

function hold(on) {
  http.holding = Boolean(on);
  absence.hear(on);
}

function show(frame) {
  anew = true;
  absence.lift();
  stage.show(frame);
  hold(frame.holding);
  seen(frame);
}

function seen({ phase }) {
  keepAwake(phase !== "ended");
  features.tell("shown", { phase });
}

function laid(frame) {
  features.tell("laid");
  features.tell("render");
  timers.set(frame.timers);
  message(frame.message);
  const { closing: left } = frame.timers || {}; // who can only ask, or comes just now, hears no event of it
  if (left > 0) closing({ step: frame.step, left_ms: left });
}

/** Whatever still waits in a form goes into the outbox. */
function flush() {
  features.tell("flush");
}

function closing({ step, left_ms: left }) {
  flush();
  features.tell("closing", { step });
  if (step === stage.step) timers.start("closing", left);
}

function reached(state, sentence, due) {
  banner.show(state, sentence, due);
  features.tell("reached", state === "live" || state === "http");
}

/** Asked for by another address each time: a browser keeps it in mind that one failed. */
function bring(tries = 0) {
  const again = tries ? `?again=${tries}` : "";
  import("../later/participant.js" + again).then(begun, () => setTimeout(bring, AGAIN[Math.min(tries, AGAIN.length - 1)], tries + 1));
}

function begun({ begin }) {
  begin({ line, stage, features, anew });
  document.documentElement.dataset.whole = "";
  press();
}

function afterPainting(then) {
  const once = () => (then = then && void then());
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, PAINTED);
}

guardWords(() => banner.again());
listenForDialogs({ leaf: "leaf-dialog", help: "help-dialog" });
listenForNoClocks();
listenForExit({ wipe: () => features.tell("wipe"), leave: () => line.drop() });
window.addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
main.addEventListener("submit", (event) => event.target.dataset.op && event.preventDefault());
features.tell("person", page.mine || {});
laid(page);
if (page.mine) features.tell("mine", page.mine);
hold(page.holding);
seen(page);
line.start();
if (page.step) bring();
else afterPainting(bring);
document.documentElement.dataset.runs = ""; // see before/old-browser.js
