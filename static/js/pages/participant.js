/** The phone: the line, the outbox and the stage, and the features that live on them (phone/features.js). */

import { Banner } from "../line/banner.js";
import { Connection } from "../line/connection.js";
import { Http } from "../line/http.js";
import { LeaderAbsence } from "../line/leader-absence.js";
import { partsOf } from "../line/op-key.js";
import { Outbox } from "../line/outbox.js";
import { Receipts } from "../line/receipts.js";
import { Reload } from "../line/reload.js";
import { sendInParts } from "../line/split-op.js";
import { featuresOf } from "../phone/features.js";
import { away, guardWords, onlyHere } from "../phone/only-here.js";
import { fleeting, lasting, lowTrace } from "../phone/shelves.js";
import { listenForDialogs } from "../shared/dialogs.js";
import { Features } from "../shared/features.js";
import { listenForLimits } from "../shared/limits.js";
import { message, notify } from "../shared/notices.js";
import { page, tab } from "../shared/page.js";
import { root } from "../shared/root.js";
import { changeKey } from "../shared/sealed.js";
import { Stage } from "../shared/stage.js";
import { Timers } from "../shared/timers.js";
import { keepAwake } from "../shared/wake-lock.js";
import { word } from "../shared/words.js";

const LATER = 2000;
let votesGone = false; // from the files of this browser, too

const { main } = page;
const outbox = new Outbox({ lasting, fleeting, send: (op) => sendInParts(op, (part) => line.send("op", part)), heard });
const features = new Features(
  featuresOf({
    main,
    lasting,
    fleeting,
    outbox,
    receipts: new Receipts(main),
    changed: () => features.tell("acted"),
    flush,
    leave: () => line.drop(),
    reached: () => line.state,
  }),
);
const timers = new Timers(document.body, (name) => features.tell("over", name));
const banner = new Banner(away);
const reload = new Reload(fleeting, () => outbox.size === 0, flush, onlyHere);
const absence = new LeaderAbsence(main, { inside: true });
const http = new Http(page.session, page.csrf);
const stage = new Stage(main, { step: page.step, before: flush, after: laid });

const line = new Connection({
  auth: { session: page.session, as: "participant", tab },
  have: page.have,
  http,
  changed: reached,
  hear: {
    ...features.hearing("mine", "pulse", "tally", "signal", "bell"),
    hello: welcome,
    stage: show,
    closing,
    notice: told,
    holding: ({ on }) => hold(on),
    reload: () => reload.want(),
  },
});

function welcome(frame, fresh) {
  checkPerson(frame.mine || {});
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

/** A phone that changes hands joins anew: the texts of the person before are not for the next one. */
function checkPerson({ person }) {
  if (!person) return;
  const before = lasting.get("person") || fleeting.get("person");
  if (before && before !== person) handOn();
  lasting.set("person", person);
  fleeting.set("person", person);
}

function handOn() {
  outbox.wipe();
  for (const storage of ["localStorage", "sessionStorage"]) changeKey(page.session, storage);
}

function hold(on) {
  http.holding = Boolean(on);
  absence.hear(on);
}

function show(frame) {
  absence.lift();
  stage.show(frame);
  hold(frame.holding);
  keepAwake(frame.phase !== "ended");
  if (frame.phase === "ended") forgetVotes();
}

/** It is over: nobody asks for them any more, and whoever opens this browser need not find them. */
function forgetVotes() {
  const own = fleeting.names().filter((name) => name.startsWith("own:"));
  for (const name of own) fleeting.remove(name);
  if (votesGone) return;
  votesGone = true;
  changeKey(page.session, "sessionStorage");
  fleeting.names(); // what else stands there is sealed anew
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

function heard(entry, state, ack) {
  const owner = features.owner(partsOf(entry.key).verb);
  if (owner) owner.heard(entry, state, ack);
  else if (state === "invalid" || state === "closed") notify((ack && ack.why) || word("invalid"));
  features.tell("acted");
}

function reached(state, sentence, due) {
  const there = state === "live" || state === "http";
  banner.show(state, sentence, due);
  if (there) outbox.connected();
  else outbox.disconnected();
}

/** After all that is more urgent. In a low-trace workshop nothing stays, and what another one left here goes. */
function shell() {
  import("../phone/shell.js").then(({ keep, forget }) => (lowTrace ? forget : keep)(root, document.documentElement.lang), () => {});
}

listenForLimits();
guardWords(() => banner.again());
listenForDialogs({ leaf: "leaf-dialog", help: "help-dialog" });
window.addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
main.addEventListener("submit", (event) => event.target.dataset.op && event.preventDefault());
checkPerson(page.mine || {});
features.tell("takeEarly");
laid(page);
if (page.mine) features.tell("mine", page.mine);
hold(page.holding);
keepAwake(page.phase !== "ended");
if (page.phase === "ended") forgetVotes();
line.start();
if (navigator.serviceWorker) setTimeout(shell, LATER);
document.documentElement.dataset.runs = ""; // see before/old-browser.js
