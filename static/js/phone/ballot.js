/** One poll's form: its answer as the body of a vote, and a vote's body laid back into the form. */

import { BYTES, LONGEST_TEXT, LONGEST_WORD } from "../line/padding.js";
import { tell, writeIn } from "../shared/limits.js";

const OTHER = "other"; // the choice that stands for own words
const LONGEST_OTHER = 120;

/** Of one question of a page `form` is its own piece of the form: its number stands behind every name. */
const boxes = (form, name, more = [""]) => [...form.querySelectorAll(more.map((state) => `[name="${name}${form.dataset.at || ""}"]${state}`).join(", "))];
const picked = (form, name) => boxes(form, name, [":checked", ":required:valid"]).map((box) => box.value);
const numbers = (form, name) => picked(form, name).filter((value) => value !== OTHER && value !== "").map(Number);
const rows = (form) => [...form.querySelectorAll("[data-rank] > [data-index]")];
const things = (form) => [...form.querySelectorAll("[data-thing]")];
const questions = (form) => [...form.querySelectorAll("[data-question]")];
const written = (form, name) => boxes(form, name).map((box) => box.value.normalize("NFC").trim()); // as long as the server will have it

const READ = {
  one: chosen,
  several: chosen,
  scale: typed,
  number: typed,
  ranking: (form) => ({ choice: rows(form).map((row) => Number(row.dataset.index)) }),
  words: (form) => ({ words: written(form, "word").filter(Boolean) }),
  text: (form) => ({ text: written(form, "text")[0] || "" }),
  body: (form) => ({ regions: picked(form, "region") }),
  sort: (form) => ({ sort: things(form).map(binOf) }),
  dots: spread,
  points: spread,
  rows: (form) => ({ rows: things(form).map(binOf) }),
  page: (form) => ({ page: questions(form).map(answerTo) }),
};

/** null: left out. */
function answerTo(question) {
  const body = read(question);
  return answered(question, body) ? body : null;
}

function typed(form) {
  return { scale: numbers(form, "scale")[0] };
}

function spread(form) {
  return { dots: written(form, "dot").map((n) => Number(n) || 0) };
}

const sum = (all) => all.reduce((so, n) => so + n, 0);

/** The choices, and own words where that choice is made and words stand there. */
function chosen(form) {
  const other = picked(form, "choice").includes(OTHER) ? written(form, "other")[0] : "";
  return { choice: numbers(form, "choice"), ...(other ? { other } : {}) };
}

/** By their places, so that words spelled anew meanwhile change nothing; null: in no bin yet. */
function binOf(thing) {
  const made = thing.querySelector("input:checked");
  return made ? Number(made.value) : null;
}

export function read(form) {
  return READ[form.dataset.form](form);
}

/** Whether there is an answer to send: an emptied form is no answer, and half a sorting is none yet. */
export function answered(form, body) {
  if (form.dataset.form === "sort") return !body.sort.includes(null);
  if (body.rows || body.page) return (body.rows || body.page).some(Boolean);
  if (body.dots) return sum(body.dots) > 0 && left(form) >= 0 && (form.dataset.form === "dots" || !left(form));
  if ("scale" in body) return Number.isInteger(body.scale);
  return Boolean(body.other) || Object.values(body)[0].length > 0;
}

const tick = (form, name, values) => {
  const wanted = values.map(String);
  for (const box of boxes(form, name)) {
    if (box.required) slide(box, values[0]);
    else box.checked = wanted.includes(box.value);
  }
  filled(form);
};

/** The box in which something is typed that is not on the scale. */
export function beyond(form) {
  return [...form.querySelectorAll(":required:invalid")].find((box) => box.value || box.validity.badInput);
}

/** The slider and the number are one answer. */
export function slide(box, value) {
  for (const each of box.parentElement.children) each.value = value;
}

const write = (form, name, texts) => {
  boxes(form, name).forEach((box, index) => {
    writeIn(box, texts[index] || "");
    tell(box);
  });
};

const order = (form, indices) => {
  const list = form.querySelector("[data-rank]");
  for (const index of indices) {
    const row = list && list.querySelector(`[data-index="${index}"]`);
    if (row) list.append(row);
  }
};

const choose = (form, { choice, other }) => {
  tick(form, "choice", other ? [...choice, OTHER] : choice);
  if (other) write(form, "other", [other]);
};

const FILL = {
  one: choose,
  several: choose,
  scale: mark,
  number: mark,
  ranking: (form, body) => order(form, body.choice),
  words: (form, body) => write(form, "word", body.words),
  text: (form, body) => write(form, "text", [body.text]),
  body: (form, body) => tick(form, "region", body.regions),
  sort: (form, body) => things(form).forEach((thing, place) => put(thing, body.sort[place])),
  dots: lay,
  points: lay,
  rows: (form, body) => things(form).forEach((thing, place) => put(thing, body.rows[place])),
  page: (form, body) => questions(form).forEach((question, place) => body.page[place] && fill(question, body.page[place])),
};

function mark(form, body) {
  tick(form, "scale", [body.scale]);
}

function lay(form, { dots }) {
  form.querySelectorAll('[name="dot"]').forEach((box, place) => (box.value = dots[place] || 0));
  limit(form);
}

/** For whoever shows more than the boxes: these change without a word of the browser. */
function filled(form) {
  form.dispatchEvent(new Event("filled"));
}

function put(thing, bin) {
  for (const box of thing.querySelectorAll("input")) box.checked = box.value === String(bin);
}

/** A body from storage or the server may be of another form after a live edit: then the form stays empty. */
export function fill(form, body) {
  const shape = Object.keys(READ[form.dataset.form](form))[0];
  if (body.pass) clear(form);
  else if (shape in body) FILL[form.dataset.form](form, body);
}

export function clear(form) {
  for (const box of form.querySelectorAll("input:checked")) box.checked = false;
  for (const box of form.querySelectorAll("input:required")) slide(box, "");
  if (form.querySelector("[data-spread]")) lay(form, { dots: [] });
  filled(form);
}

/** The longest answer that this form can give, where answers differ in length by more than a number or two. */
export function longest(form) {
  if (form.dataset.form === "body") return { regions: [...form.querySelectorAll('[name="region"]')].map((box) => box.value) };
  if (form.querySelector("[data-spread]")) return { dots: written(form, "dot").map(() => Number(form.dataset.most)) };
  if (form.dataset.form === "rows") return { rows: things(form).map(() => null) };
  if (form.dataset.form === "page") return { page: questions(form).map(longestOf) };
  return form.dataset.form === "sort" ? { sort: things(form).map(lastBin) } : longestChoice(form);
}

/** Of one question; words as long as they may be, of which a character is four bytes at the most. */
function longestOf(question) {
  const { form, most } = question.dataset;
  if (form === "text") return { text: ".".repeat(BYTES * LONGEST_TEXT) };
  if (form === "words") return { words: Array(Number(most)).fill(".".repeat(BYTES * LONGEST_WORD)) };
  return ["number", "scale"].includes(form) ? { scale: -999999999 } : longestChoice(question);
}

/** Three bytes each is the longest that a character of one unit can be. */
function longestChoice(form) {
  const choice = [...boxes(form, "choice"), ...form.querySelectorAll("[data-index]")].map((_, i) => i);
  return { choice, ...(form.querySelector('[name="other"]') ? { other: "\u{FFFC}".repeat(LONGEST_OTHER) } : {}) };
}

function lastBin(thing) {
  return thing.querySelectorAll("input").length - 1;
}

/** The labels that results and prompts use for this answer. */
export function labels(form, body) {
  if (body.words) return body.words;
  if (body.regions) return body.regions;
  if (body.scale !== undefined) return [String(body.scale)];
  if (!body.choice || form.dataset.form === "ranking") return [];
  const chosen = body.other ? [...body.choice, OTHER] : body.choice;
  return chosen.map((value) => (form.querySelector(`[name="choice"][value="${value}"]`) || form).dataset.label || "");
}

/** At the most that may be chosen, the others wait until one is taken back. */
export function limit(form) {
  if (form.querySelector("[data-spread]")) return count(form);
  questions(form).forEach(limit);
  const most = Number(form.dataset.most || 0);
  if (form.dataset.form !== "several" || !most) return;
  const all = boxes(form, "choice");
  const full = all.filter((box) => box.checked).length >= most;
  for (const box of all) box.disabled = full && !box.checked;
}

/** So many dots are still to be given; fewer than none where too many were typed. */
export function left(form) {
  return Number(form.dataset.most) - sum(spread(form).dots);
}

function count(form) {
  const over = left(form);
  const told = form.querySelector("[data-left]");
  if (told.textContent !== String(over)) told.textContent = over; // it is read aloud
  form.querySelector("[data-spread]").classList.toggle("over", over < 0);
  for (const button of form.querySelectorAll("[data-dot]")) {
    const box = button.parentElement.querySelector("input");
    button.disabled = button.dataset.dot > 0 ? over <= 0 : !Number(box.value);
  }
}

/** A press on − or +. */
export function dot(button) {
  const box = button.parentElement.querySelector("input");
  box.value = Math.max(0, Number(box.value) + Number(button.dataset.dot));
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
