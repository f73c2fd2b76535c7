/** The editor's page: text, messages, what people see, and keeping it all. */

import { clockLanguage } from "../shared/clock-language.js";
import { listenForDialogs, closeDialog, openDialog } from "../shared/dialogs.js";
import { Checker } from "../editor/check.js";
import { describe, summary } from "../editor/findings.js";
import { insertBlock, insertLine } from "../editor/insert.js";
import { MediaOffers } from "../editor/insert-media.js";
import { Keeper } from "../editor/keep.js";
import { Notices } from "../editor/notices.js";
import { Starter } from "../editor/start.js";
import { Tabs } from "../editor/tabs.js";
import { ScriptText } from "../editor/text.js";
import { differences } from "../editor/differences.js";
import { Frames } from "../editor/preview-frames.js";
import { Phases } from "../editor/preview-phases.js";
import { CardPlan } from "../editor/plan.js";
import { InsertSearch } from "../editor/insert-search.js";
import { word } from "../editor/words.js";

const { name, base, mark, nonce, icons } = document.body.dataset;
const place = (id) => document.getElementById(id);
const data = (id) => JSON.parse(place(id).textContent);
const STATES = { saved: word("saved"), unsaved: word("unsaved"), saving: word("saving") };
const ROUNDS = 12;
const tab = crypto.getRandomValues(new Uint32Array(2)).join("-");

let latest = null; // the last answer about the text
let announced;
let insertAfter = null; // the card that a new step comes after
let mending = 0; // rounds of Fix all that are left

const editor = new ScriptText(place("text"), {
  text: data("source"), nonce, words: data("key-words"),
  on: { change: () => changed(), cursor: () => moved(), save: () => keeper.save() },
});
const notices = new Notices(place("notices"));
const keeper = new Keeper(editor, {
  base, name, mark, tab, readOnly: "readOnly" in document.body.dataset,
  on: { state: kept, conflict: clash, fresh: renewed, others: company },
});
const checker = new Checker(editor, base, { checked, trouble: (text) => notices.say("check", text, "warn") });
const frames = new Frames(document, document.body.dataset);
const writable = !("readOnly" in document.body.dataset);
const plan = new CardPlan(editor, {
  base, icons, writable, on: { jump: (line) => line && jump(line), insert: offerSteps, fresh: () => checker.fresh() },
});
const search = new InsertSearch(place("insert-dialog"));
const media = new MediaOffers(place("media-offers"), place("media-none"), (line) => {
  closeDialog(place("insert-dialog"));
  if (tabs.narrow) tabs.show("text");
  insertLine(editor, line);
});
const phases = new Phases(place("phases"), (phase) => {
  checker.phase = phase;
  checker.now();
});
const tabs = new Tabs(place("main"), () => latest && draw());
const starter = new Starter(place("start"), { editor, keeper, checker, base, name, refuse });

// Typing

function changed() {
  keeper.changed();
  checker.soon();
  where();
}

function moved() {
  where();
  if (latest && stepOf(editor.line) !== latest.look.line) checker.soon(150);
}

/** The heading line of the step that this line belongs to, as far as the last check knows. */
function stepOf(line) {
  const lines = latest.outline.rows.map((row) => row.line).filter((l) => l && l <= line);
  return lines.length ? Math.max(...lines) : 1;
}

function where() {
  place("place").textContent = word("lineOf", { n: editor.line, all: editor.doc.lines });
}

function jump(line, column = 1) {
  if (tabs.narrow) tabs.show("text");
  editor.goTo(line, column);
}

// What the server says

function checked(answer, fresh) {
  if (latest && answer.look.step !== latest.look.step) checker.phase = "";
  latest = answer;
  if (answer.words) editor.words = answer.words;
  notices.drop("check");
  if (fresh) {
    editor.tell(answer.messages);
    list(answer.messages);
    if (mending) mendAll(mending - 1);
  }
  place("script-title").textContent = answer.outline.title || name;
  draw();
}

function draw() {
  place("look-title").textContent = latest.look.title;
  place("look-kind").textContent = latest.look.kind;
  frames.show(latest.look, latest.outline);
  phases.show(latest.look);
  if (tabs.last === "plan") plan.show(latest);
}

function list(messages) {
  const found = place("findings");
  const go = (message) => jump(message.line, message.column);
  found.replaceChildren(...messages.map((message) => describe(message, { go, mend: (m) => editor.mend(m) })));
  const button = place("problems");
  const text = summary(messages);
  const changes = button.lastElementChild.textContent !== text;
  button.lastElementChild.textContent = text;
  button.dataset.severity = messages.some((m) => m.severity === "error") ? "error" : messages.length ? "warning" : "none";
  button.disabled = !messages.length;
  button.querySelector("use").setAttribute("href", `${icons}#${messages.length ? "warn" : "check"}`);
  place("fix-all").hidden = messages.filter((m) => m.fix && m.own).length < 2;
  if (!messages.length) unfold(false);
  if (!changes) return;
  clearTimeout(announced);
  announced = setTimeout(() => { place("announce").textContent = text; }, 1500);
}

function unfold(open) {
  place("findings").hidden = !open;
  place("problems").setAttribute("aria-expanded", String(open));
}

/** One repair may uncover the next, so it is asked again until nothing is left, or `rounds` are over. */
function mendAll(rounds) {
  mending = editor.messages.some((m) => m.fix) ? rounds : 0;
  if (mending) editor.mendAll(editor.messages);
}

/** The script cannot start: show why. */
function refuse(messages) {
  unfold(true);
  const first = messages.find((m) => m.severity === "error" && m.own);
  if (first) jump(first.line, first.column);
  const text = word("cannotStart");
  notices.say("start", text, "warn");
}

// Keeping

function kept(state, sentence) {
  const receipt = place("kept");
  receipt.dataset.state = { saved: "saved", saving: "sending" }[state] || state;
  receipt.firstElementChild.textContent = sentence || STATES[state];
  if (state === "saved") notices.drop("start");
}

function clash(theirs) {
  const gone = theirs.text === null;
  place("changed-text").textContent = gone
    ? `${word("fileGone")} ${word(keeper.keepHere() ? "keptOnComputer" : "onlyOnPage")}`
    : word("twoTexts");
  place("differences").textContent = gone ? "" : differences(theirs.text, editor.text);
  place("differences").hidden = gone;
  for (const button of place("changed-dialog").querySelectorAll("[data-choose]")) {
    button.hidden = gone && button.dataset.choose === "theirs";
  }
  const action = { label: word("lookAtBoth"), run: () => openDialog(place("changed-dialog")) };
  notices.say("changed", word("changedMeanwhile"), "warn", action);
  openDialog(place("changed-dialog"));
}

function renewed() {
  notices.say("changed", word("newText"));
}

function company(others) {
  if (!others) notices.drop("company");
  else notices.say("company", word("company"));
}

async function choose(what) {
  closeDialog(place("changed-dialog"));
  if (what === "theirs") keeper.take(keeper.theirs);
  if (what === "mine") await keeper.overwrite();
  if (what === "copy") await copy();
  notices.drop("changed");
}

async function copy() {
  try {
    location.assign(await keeper.copy());
  } catch (error) {
    notices.say("copy", error.message, "warn");
  }
}

/** The steps to choose from. `after`: the line of a card, 0 for the end; without it, the cursor's place in the text. */
function offerSteps(after) {
  insertAfter = after;
  search.clear();
  media.renew();
  openDialog(place("insert-dialog"));
}

function insert(block) {
  closeDialog(place("insert-dialog"));
  if (insertAfter !== null) {
    plan.add(block, insertAfter);
    return;
  }
  if (tabs.narrow) tabs.show("text");
  insertBlock(editor, block);
}

/** What the editor shows, saved or not, as a file of this computer. */
function download() {
  const link = document.createElement("a");
  const saved = !keeper.unsaved;
  link.href = saved ? `${base}/download` : URL.createObjectURL(new Blob([editor.text], { type: "text/markdown" }));
  link.download = `${name}.md`;
  link.click();
  if (!saved) setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function offerLeft() {
  const left = keeper.leftHere();
  if (!left) return;
  const when = new Date(left.at).toLocaleString(clockLanguage(), { dateStyle: "medium", timeStyle: "short" });
  notices.say(
    "left", word("neverSaved", { when }), "",
    { label: word("takeIt"), run: () => editor.replace(left.text) },
    { label: word("throwAway"), run: () => keeper.forgetHere() },
  );
}

// The page

listenForDialogs();
document.addEventListener("click", (event) => {
  const block = event.target.closest("[data-block]");
  const chosen = event.target.closest("[data-choose]");
  if (block) {
    insert(block.dataset.block);
  }
  if (chosen) choose(chosen.dataset.choose);
});
for (const id of ["save", "save-card"]) place(id).addEventListener("click", () => keeper.save());
place("insert-step").addEventListener("click", () => offerSteps(null));
place("problems").addEventListener("click", () => unfold(place("findings").hidden));
place("fix-all").addEventListener("click", () => mendAll(ROUNDS));
place("download").addEventListener("click", download);
place("duplicate").addEventListener("click", copy);
addEventListener("focus", () => place("insert-dialog").open && media.renew());
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s" && !event.defaultPrevented) {
    event.preventDefault();
    keeper.save();
  }
});

offerLeft();
where();
checker.now();
keeper.look();
starter.listen();

// From a finding on the script's page straight to its line.
const wanted = /^#line-(\d+)$/.exec(location.hash);
if (wanted) jump(Math.min(Number(wanted[1]), editor.doc.lines));

document.documentElement.dataset.runs = ""; // see before/old-browser.js
