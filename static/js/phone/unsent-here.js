/** What this browser keeps of a workshop and has not sent: drafts, notes and answers on their way or before their button. */

import { counterOf } from "../line/outbox.js";
import { textOf } from "./text-of.js";

const WAITS = /^(out:(note|draft|vote):|half:|lost:|kept:)/;

/** Whether something unsent goes with this page, as its browser has no room for it, or keeps nothing at all. */
export function onlyOnThisPage(...shelves) {
  return shelves.some((shelf) => shelf.names().some((name) => shelf.fleets(name) && waits(shelf, name)));
}

/** [{title, words}], each text once. `lasting`, `fleeting`: the shelves of that workshop. */
export function unsentHere(lasting, fleeting) {
  const found = [...each(lasting), ...each(fleeting)].filter(({ title, words }) => title || words);
  return found.filter(({ words }, at) => !words || found.findIndex((other) => other.words === words) === at);
}

function each(shelf) {
  return shelf
    .names()
    .filter((name) => waits(shelf, name))
    .sort()
    .map((name) => asTold(shelf.get(name) || {}));
}

function waits(shelf, name) {
  return (WAITS.test(name) && !isOver(shelf, name)) || isNewDraft(shelf, name);
}

/** A choice whose poll has closed goes nowhere any more. */
function isOver(shelf, name) {
  return name.startsWith("lost:") && !(shelf.get(name) || {}).words;
}

/** A draft counts one ahead of all that was sent; what went out bears the number of the count. */
function isNewDraft(shelf, name) {
  const kept = name.startsWith("draft:") && shelf.get(name);
  return Boolean(kept) && kept.n > (shelf.get(counterOf(name)) || 0);
}

/** A draft lies bare, an answer on its way as the body of its op, and what came back has its words. */
function asTold({ title = "", about = {}, body, words, ...bare }) {
  if (typeof words === "string") return { title, words };
  return { title: title || about.title || "", words: textOf(body || { words, ...bare }) };
}
