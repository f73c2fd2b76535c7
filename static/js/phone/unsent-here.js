/** What this browser keeps of a workshop and has not sent: drafts, notes and answers on their way or before their button. */

import { counterOf } from "../line/op-key.js";

const WAITS = /^(out:(note|draft|vote):|half:|lost:|kept:)/;

/** Whether something unsent goes with this page, as its browser has no room for it, or keeps nothing at all. */
export function onlyOnThisPage(...shelves) {
  return shelves.some((shelf) => shelf.names().some((name) => shelf.fleets(name) && waits(shelf, name)));
}

export function waits(shelf, name) {
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
