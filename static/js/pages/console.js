/** The facilitator's console: buttons and keys become commands, stages come back. */

import { Arrange } from "../console/arrange.js";
import { Gather } from "../console/gather.js";
import { asked, filled } from "../console/command-body.js";
import { Banner } from "../line/banner.js";
import { Board } from "../console/board.js";
import { Commands } from "../console/commands.js";
import { Connection } from "../line/connection.js";
import { closeDialogs, listenForDialogs, openDialog } from "../shared/dialogs.js";
import { Http } from "../line/http.js";
import { listenForKeys } from "../console/keys.js";
import { clockLanguage } from "../shared/clock-language.js";
import { page, tab } from "../shared/page.js";
import { fleeting } from "../shared/window-shelf.js";
import { listenForPresses, whenStill } from "../console/press.js";
import { People } from "../console/people.js";
import { Pulse } from "../shared/pulse.js";
import { Features } from "../shared/features.js";
import { morph } from "../shared/morph.js";
import { notify } from "../shared/notices.js";
import { listenForLimits } from "../shared/limits.js";
import { RoomScreen } from "../console/room-screen.js";
import { Tally } from "../shared/tally.js";
import { Reload } from "../line/reload.js";
import { disk, Shelf } from "../shared/storage.js";
import { SteadyStage } from "../console/steady-stage.js";
import { Timers } from "../shared/timers.js";
import { Typed } from "../console/typed.js";
import { Views } from "../console/views.js";
import { keepAwake } from "../shared/wake-lock.js";
import { word } from "../console/words.js";
import { root } from "../shared/root.js";

const EVERY = 1000;
const PATIENCE = 10000;

const timers = new Timers(document.body);
const features = new Features([
  new Pulse(document.body),
  new Tally(document.body),
  new RoomScreen(document.body),
  new Board(document.body),
  new People(document.body, () => line.sync()),
  new Gather(page.main, (step, items, heap) => commands.give({ command: "gather", step, items, heap })),
  new Arrange(page.main, (person, group) => commands.give({ command: "move", person, group })),
  { render: markSelf, board: markSelf },
  { render: () => typed.lay(), board: () => typed.lay() },
  new Views(),
  { render: tellTime },
  { render: tellLine },
  { render: () => commands.seen() },
  { render: () => openAsked() },
]);
const banner = new Banner(() => "consoleAway");
const reload = new Reload(fleeting, () => !commands.waiting && !commands.queue.length, () => {}, () => typed.onlyHere);
const stage = new SteadyStage(page.main, { step: page.step, morph, after: overlay });

const line = new Connection({
  auth: { session: page.session, as: page.role, tab, people: "changes" },
  have: page.have,
  http: new Http(page.session, { base: here(), tab }),
  whenever: whenStill,
  changed: (state, sentence, due) => {
    banner.show(state, sentence || (state === "http" ? word("lineSlow") : ""), due);
    if (state === "live" || state === "http") commands.connected();
    tellLine();
    if (state === "refused" && page.role === "team") leave();
  },
  hear: {
    hello: (frame, fresh) => fresh && show(frame),
    stage: show,
    ...features.hearing("pulse", "tally", "people", "board"),
    closing: ({ step, left_ms: left }) => step === stage.step && timers.start("closing", left),
    reload: () => reload.want(),
  },
});
const commands = new Commands(line);
const typed = new Typed({ shelf: fleeting, closed: toWork, emptied: chooseKind });
let confirmed = null;
let asking = null; // the step that a question asked at once comes after, until it is on this screen

function here() {
  const session = encodeURIComponent(page.session);
  return page.role === "team" ? `${root}/team/${session}` : `${root}/host/sessions/${session}`;
}

/** The check before the session: what this network lets through, said in the lobby as soon as it is known. */
function tellLine() {
  const said = { live: "tryLine", http: "lineSlow", away: "tryLineNot", refused: "tryLineNot" }[line.state];
  for (const place of document.querySelectorAll("[data-line-check]")) {
    if (place.textContent !== word(said || "tryLineYet")) place.textContent = word(said || "tryLineYet");
  }
}

function show(frame) {
  stage.show(frame);
  timers.set(frame.timers);
  keepAwake(frame.phase !== "ended");
}

/** Which line of the team is one's own. */
function markSelf() {
  for (const mark of document.querySelectorAll("[data-you]")) mark.hidden = mark.dataset.you !== page.member;
}

function overlay() {
  features.tell("render");
}

/** A place that was taken back: nothing of the session stays on this screen, and the door says why. */
function leave() {
  page.main.textContent = "";
  location.replace(`${root}/team/${encodeURIComponent(page.session)}`);
}

function tellTime() {
  const now = new Date().toLocaleTimeString(clockLanguage(), { hour: "2-digit", minute: "2-digit" });
  for (const clock of document.querySelectorAll("[data-clock]")) {
    if (clock.textContent !== now) clock.textContent = now;
  }
}

/** `keys`: pressed without a pointer. Then the same button of the next line is under the keys for the next press. */
function press(button, keys) {
  const confirm = button.dataset.confirm || (nobodyIsHere() && button.dataset.confirmAlone);
  if (confirm) return ask({ ...button.dataset, confirm }, asked(button));
  if (keys) onward(button);
  return commands.give(asked(button));
}

/** As far as we have been told: neither in the room nor at its door. */
function nobodyIsHere() {
  const here = document.querySelector('.pulse [data-pulse="connected"]');
  return here && here.textContent === "0" && document.querySelector("[data-at-the-door]").hidden;
}

/** A text that was shown leaves its list, and the focus would be nowhere: twenty are worked through by one key. */
function onward(button) {
  const list = button.closest(".waiting-words, .who");
  const same = list ? [...list.querySelectorAll(`[data-command="${button.dataset.command}"]`)] : [];
  if (same.length) same[(same.indexOf(button) + 1) % same.length].focus();
}

/** `from` is taken at the yes, but a yes to a question about an older stage is stale by then and says so. */
function ask({ confirm, yes, also, before, step }, body) {
  const dialog = document.getElementById("confirm-dialog");
  dialog.querySelector("[data-confirm-text]").textContent = confirm;
  dialog.querySelector("[data-confirm-yes]").textContent = yes || word("yes");
  for (const [name, command] of [["also", also], ["before", before]]) {
    const other = dialog.querySelector(`[data-confirm-${name}]`);
    other.hidden = !command;
    other.textContent = command ? word(command) : "";
  }
  confirmed = { yes: body, also: { command: also, step }, before: { command: before, step } };
  openDialog(dialog);
}

function answered(which) {
  done();
  if (confirmed) commands.give(confirmed[which]);
  confirmed = null;
}

function submit(event) {
  const form = event.target.closest("form[data-command]");
  if (!form) return;
  event.preventDefault();
  const follow = typed.follow(form);
  const now = event.submitter && "askNow" in event.submitter.dataset;
  const left = document.body.dataset.step;
  const on = () => (asking = { left, until: Date.now() + PATIENCE }) && openAsked();
  if (now) commands.give({ ...filled(form), now }, { ...follow, done: () => (follow.done(), on()) });
  else commands.give(filled(form), follow);
}

/** Once what was asked at once is on this screen it is opened, where it can be. */
function openAsked() {
  if (!asking || commands.waiting || document.body.dataset.step === asking.left) return;
  const opens = Date.now() < asking.until && document.querySelector('[data-command="open"]');
  asking = null;
  if (opens) commands.give(asked(opens));
}

/** A phone beside the console, as large as one. Where windows may not be opened the link opens a tab. */
function practise(event, link) {
  if (open(link.href, link.target, "popup,width=390,height=780")) event.preventDefault();
}

/** A reply is to the person whose call the button stands in. */
function addressReply({ about, name }) {
  const dialog = document.getElementById("reply-dialog");
  dialog.querySelector("[name=person]").value = about;
  dialog.querySelector("[data-reply-title]").textContent = word("replyTo", { name });
  typed.restore(dialog);
}

/** A new step asks only for what its kind has. */
function chooseKind(form) {
  const kind = new FormData(form).get("kind");
  for (const field of kind ? form.querySelectorAll("[data-kinds]") : []) {
    field.hidden = !field.dataset.kinds.split(" ").includes(kind);
    for (const box of field.querySelectorAll("[data-needed]")) box.required = !field.hidden;
  }
}

/** The focus would go back to the button that opened the dialog, and the next space would press it. */
function done() {
  closeDialogs();
  toWork();
}

function toWork() {
  const main = page.main.querySelector("main");
  if (main) main.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const button = target.closest("button[data-command]");
  if (button) press(button, event.detail === 0);
  if (target.closest("[data-about]")) addressReply(target.closest("[data-about]").dataset);
  if (target.closest("[data-practice]")) practise(event, target.closest("[data-practice]"));
  if (target.closest("[data-confirm-yes]")) answered("yes");
  if (target.closest("[data-confirm-also]")) answered("also");
  if (target.closest("[data-confirm-before]")) answered("before");
});
document.addEventListener("change", ({ target }) => target.name === "kind" && chooseKind(target.form));
document.addEventListener("submit", submit);
listenForLimits();
listenForDialogs();
listenForPresses();
listenForKeys(new Shelf(disk("localStorage"), "workshop:"));
typed.restore();
for (const form of document.querySelectorAll("[data-new-step]")) chooseKind(form); // a browser that reloads keeps what was chosen
timers.set(page.timers);
overlay();
setInterval(tellTime, EVERY);
keepAwake(page.phase !== "ended");
line.start();
document.documentElement.dataset.runs = ""; // see before/old-browser.js
