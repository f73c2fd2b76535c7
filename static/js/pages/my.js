/** My notes: other words for a text are sent in one of a few sizes. */

import { filling } from "../line/padding.js";
import { listenForLimits } from "../shared/limits.js";

listenForLimits();

/** As a form sends it: every end of a line takes two bytes. */
function bytesOf(text) {
  return new TextEncoder().encode(text.replace(/\r?\n/g, "\r\n")).length;
}

document.addEventListener("submit", ({ target }) => {
  if ("pads" in target.dataset) target.elements.pad.value = filling(bytesOf(target.elements.text.value));
});
