/** The phone: puts the parts together. What each part does is in its own file. */

import { Banner } from "../line/banner.js";
import { Bell } from "../phone/bell.js";
import { listenForCalendar, tellDates } from "../phone/calendar.js";
import { listenForBody } from "../phone/body-map.js";
import { Connection } from "../line/connection.js";
import { listenForDialogs } from "../shared/dialogs.js";
import { listenForEase } from "../phone/no-clocks.js";
import { Gestures } from "../phone/hands.js";
import { Holding } from "../line/leader-absence.js";
import { Http } from "../line/http.js";
import { Leaf } from "../phone/need-a-moment.js";
import { Mine } from "../phone/own-state.js";
import { Notes } from "../phone/notes.js";
import { message, notify } from "../shared/notices.js";
import { Outbox } from "../line/outbox.js";
import { fleeting, lasting, page, tab } from "../shared/page.js";
import { sendInParts } from "../line/split-op.js";
import { Prompt } from "../phone/prompt.js";
import { Pulse } from "../shared/pulse.js";
import { listenForExit } from "../phone/quick-exit.js";
import { Rank } from "../phone/rank.js";
import { Receipts } from "../line/receipts.js";
import { Reload } from "../line/reload.js";
import { Rest } from "../phone/pause.js";
import { SitOut } from "../phone/skip-step.js";
import { isNew, SoFar } from "../phone/recap.js";
import { Stage } from "../shared/stage.js";
import { Tally } from "../shared/tally.js";
import { Timers } from "../shared/timers.js";
import { listenForLowTrace } from "../phone/low-trace.js";
import { Topics } from "../phone/topics.js";
import { Trial } from "../phone/device-check.js";
import { Votes } from "../phone/votes.js";
import { keepAwake } from "../shared/wake-lock.js";
import { word } from "../shared/words.js";

const main = page.main;
const outbox = new Outbox({ lasting, fleeting, send: (op) => sendInParts(op, (part) => line.send("op", part)), heard });
const receipts = new Receipts(main);
const votes = new Votes({ main, shelf: fleeting, outbox, receipts, changed: () => mine.render() });
const notes = new Notes({ main, shelf: lasting, outbox, receipts });
const topics = new Topics({ main, outbox, receipts });
const rank = new Rank(main);
const prompt = new Prompt(main, fleeting);
const gestures = new Gestures({ main, outbox, shelf: fleeting });
const leaf = new Leaf({ outbox, shelf: fleeting, changed: () => mine.render() });
const sitOut = new SitOut({ main, shelf: fleeting, leaf, gone: (step) => outbox.put(`alone:${step}`, {}) });
const mine = new Mine(document.body, standing);
const timers = new Timers(document.body, (name) => rest.over(name));
const pulse = new Pulse(document.body);
const tally = new Tally(main);
const bell = new Bell(lasting);
const rest = new Rest({ main, shelf: lasting, bell });
const soFar = new SoFar(fleeting, isNew() && !["lobby", "ended"].includes(page.phase));
const banner = new Banner("reconnecting");
const reload = new Reload(() => outbox.size === 0, flush);
const holding = new Holding(main, { inside: true });
const http = new Http(page.session, page.csrf);
const stage = new Stage(main, { step: page.step, before: flush, after: overlay });

const line = new Connection({
  auth: { session: page.session, as: "participant", tab },
  have: page.have,
  http,
  changed: reached,
  hear: {
    hello: welcome,
    stage: show,
    mine: own,
    pulse: (told) => pulse.hear(told),
    tally: (told) => tally.hear(told),
    closing,
    notice: told,
    signal: (kind) => leaf.told(kind),
    bell: () => bell.ring(),
    holding: ({ on }) => hold(on),
    reload: () => reload.want(),
  },
});

function welcome(frame, fresh) {
  checkPerson(frame.mine || {});
  leaf.again();
  if (fresh) show(frame);
  hold(frame.holding);
  own(frame.mine || {});
  if (frame.pulse) pulse.hear(frame.pulse);
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
  if (before && before !== person) outbox.wipe();
  lasting.set("person", person);
  fleeting.set("person", person);
}

function hold(on) {
  http.holding = Boolean(on);
  holding.hear(on);
}

function show(frame) {
  holding.lift();
  stage.show(frame);
  hold(frame.holding);
  timers.set(frame.timers);
  message(frame.message);
  keepAwake(frame.phase !== "ended");
}

function overlay() {
  votes.dropOutdated();
  votes.render();
  notes.render();
  topics.render();
  rank.render();
  prompt.render();
  gestures.render();
  bell.render();
  sitOut.render();
  rest.render();
  soFar.render();
  leaf.render();
  tellDates(main);
  mine.render();
  pulse.render();
  tally.render();
  receipts.renderAll();
}

function own(told) {
  mine.hear(told);
  votes.mine(told);
  notes.mine(told);
  topics.mine(told);
  sitOut.own(told);
  mine.render();
}

function standing(name, told) {
  if (name === "alone") return Boolean(told.alone);
  if (name === "asked") return Boolean(told.asked);
  if (name === "grouped") return Boolean(told.group);
  if (name === "resting") return leaf.resting;
  if (name === "voted") return votes.standing(stage.step) !== "";
  return votes.standing(stage.step) === name;
}

/** Whatever still waits in a form goes into the outbox. */
function flush() {
  votes.flush();
  notes.flush();
}

function closing({ step, left_ms: left }) {
  flush();
  if (step === stage.step) timers.start("closing", left);
}

function heard(entry, state, ack) {
  const verb = entry.key.split(":")[0];
  if (verb === "vote" || verb === "pass") votes.heard(entry, state, ack);
  else if (verb === "note" || verb === "draft") notes.heard(entry, state, ack);
  else if (verb === "topic") topics.heard(entry, state, ack);
  else if (state === "invalid" || state === "closed") notify((ack && ack.why) || word("invalid"));
  mine.render();
}

function reached(state, sentence) {
  const there = state === "live" || state === "http";
  banner.show(state, sentence);
  if (there) outbox.connected();
  else outbox.disconnected();
}

listenForDialogs({ leaf: "leaf-dialog", help: "help-dialog" });
listenForCalendar(main);
listenForBody(main);
listenForEase();
new Trial({ main, bell, reached: () => line.state });
listenForLowTrace({ flush, empty: () => outbox.size === 0 });
listenForExit({ wipe: () => outbox.wipe(), leave: () => line.drop() });
window.addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
main.addEventListener("submit", (event) => event.target.dataset.op && event.preventDefault());
checkPerson(page.mine || {});
timers.set(page.timers);
votes.takeEarly();
notes.takeEarly();
topics.takeEarly();
overlay();
if (page.mine) own(page.mine);
hold(page.holding);
keepAwake(page.phase !== "ended");
line.start();
