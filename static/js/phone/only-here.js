/**
 * What only this page holds, as its browser has no room for it or keeps nothing: nothing of ours loads the page anew
 * under it, and the browser asks before it goes. Not where somebody chose to leave no trace: nothing may hold them up.
 */

import { fleeting, lasting, lowTrace } from "./shelves.js";
import { onlyOnThisPage } from "./unsent-here.js";

export const onlyHere = () => onlyOnThisPage(lasting, fleeting);

/** The sentence for as long as there is no line. */
export const away = () => (onlyHere() ? "onlyHereAway" : "reconnecting");

/** `fallen` is told by the shelves; before, nothing listens, so that the page can rest in the browser's memory. */
export function guardWords(told) {
  document.addEventListener("fallen", () => {
    if (!lowTrace) window.addEventListener("beforeunload", ask);
    told();
  });
}

/** A hidden page is being left by the door button. */
function ask(event) {
  if (!document.body.hidden && onlyHere()) event.preventDefault();
}
