/** The facilitator's console: buttons and keys become commands, stages come back. */

import { Banner } from "./banner.js";
import { Commands } from "./commands.js";
import { Connection } from "./connection.js";
import { closeDialogs, listenForDialogs, openDialog } from "./dialogs.js";
import { listenForKeys } from "./keys.js";
import { page, tab } from "./page.js";
import { People } from "./people.js";
import { Pulse } from "./pulse.js";
import { Tally } from "./tally.js";
import { Reload } from "./reload.js";
import { SteadyStage } from "./stage.js";
import { Timers } from "./timers.js";
import { keepAwake } from "./wakelock.js";

const EVERY = 1000;
const NUMBERS = ["seconds"];
const TEXTS = ["step", "person"];

const timers = new Timers(document.body);
const pulse = new Pulse(document.body);
const tally = new Tally(document.body);
const people = new People(document.body);
const banner = new Banner("consoleAway");
const reload = new Reload(() => !commands.waiting, () => {});
const stage = new SteadyStage(page.main, { step: page.step, after: overlay });

const line = new Connection({
  auth: { session: page.session, as: "facilitator", tab },
  have: page.have,
  changed: (state, sentence) => {
    banner.show(state, sentence);
    if (state === "live") commands.connected();
  },
  hear: {
    hello: (frame, fresh) => fresh && show(frame),
    stage: show,
    pulse: (told) => pulse.hear(told),
    tally: (told) => tally.hear(told),
    people: (told) => people.hear(told),
    closing: ({ step, left_ms: left }) => step === stage.step && timers.start("closing", left),
    reload: () => reload.want(),
  },
});
const commands = new Commands(line);
let confirmed = null;

function show(frame) {
  stage.show(frame);
  timers.set(frame.timers);
  keepAwake(frame.phase !== "ended");
}

function overlay() {
  pulse.render();
  tally.render();
  people.render();
  tellTime();
}

function tellTime() {
  const now = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  for (const clock of document.querySelectorAll("[data-clock]")) {
    if (clock.textContent !== now) clock.textContent = now;
  }
}

/** A button's command with what it carries: seconds as a number, step and person as they stand. */
function commandOf(button) {
  const body = { command: button.dataset.command };
  for (const name of NUMBERS) if (button.dataset[name]) body[name] = Number(button.dataset[name]);
  for (const name of TEXTS) if (button.dataset[name]) body[name] = button.dataset[name];
  return body;
}

function press(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  if (button.dataset.confirm) ask(button.dataset.confirm, commandOf(button));
  else commands.give(commandOf(button));
}

/** `from` is taken at the yes, but a yes to a question about an older stage is stale by then and says so. */
function ask(question, body) {
  const dialog = document.getElementById("confirm-dialog");
  dialog.querySelector("[data-confirm-text]").textContent = question;
  confirmed = body;
  openDialog(dialog);
}

function submit(event) {
  const form = event.target.closest("form[data-command]");
  if (!form) return;
  event.preventDefault();
  commands.give({ command: form.dataset.command, text: form.elements.text.value });
  done();
  form.reset();
}

/** The focus would go back to the button that opened the dialog, and the next space would press it. */
function done() {
  closeDialogs();
  const main = page.main.querySelector("main");
  if (main) main.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-command]");
  if (button) press(button);
  if (!event.target.closest("[data-confirm-yes]")) return;
  done();
  if (confirmed) commands.give(confirmed);
  confirmed = null;
});
document.addEventListener("submit", submit);
listenForDialogs();
listenForKeys();
timers.set(page.timers);
overlay();
setInterval(tellTime, EVERY);
keepAwake(page.phase !== "ended");
line.start();
