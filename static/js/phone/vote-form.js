/** What a poll's form is like: whether it waits for its button, and whether what stands in it is an answer, and which. */

import { beyond, read } from "./ballot.js";

const ON_BUTTON = ["words", "text", "ranking", "dots", "points", "rows", "number", "page"];
const BIT_BY_BIT = [...ON_BUTTON, "sort"];

export function voteForm(node) {
  return node.closest('form[data-op="vote"]');
}

/** Words and orders go by their button, and everything where the first answer is the only one. */
export function onButton(form) {
  return ON_BUTTON.includes(form.dataset.form) || "final" in form.dataset;
}

/** Half of it is worth keeping: words on their way, an order, part of a sorting. */
export function bitByBit(form, box) {
  return onButton(form) || BIT_BY_BIT.includes(form.dataset.form) || box.name === "other";
}

export function sameAnswer(own, now) {
  const names = [...Object.keys(now), "other"]; // own words that were taken out are another answer, too
  return names.every((name) => JSON.stringify(own[name]) === JSON.stringify(now[name]));
}

/** Whether anything stands there; an order always does, so there it is the touch that counts. */
export function begun(form) {
  const body = read(form);
  const shape = Object.values(body)[0];
  if (form.dataset.form === "ranking" || beyond(form)) return true;
  return Array.isArray(shape) ? shape.some((each) => each !== null && each !== 0) || Boolean(body.other) : shape !== undefined && shape !== "";
}

/** Once for each form, so that nothing moves under the finger. */
export function shuffle(form) {
  for (const list of form.querySelectorAll("[data-shuffle]")) mix(list);
}

function mix(list) {
  const choices = [...list.querySelectorAll(":scope > .choice:not(.leave)")].map((choice) => [Math.random(), choice]);
  for (const [, choice] of choices.sort((a, b) => a[0] - b[0])) list.append(choice);
  list.append(...list.querySelectorAll(":scope > .other, :scope > .leave"));
}
