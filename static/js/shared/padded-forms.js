/** Forms whose text is sent in one of a few sizes (`data-pads`): encryption on the line hides words, not lengths. */

import { filling } from "../line/padding.js";

export function padForms() {
  document.addEventListener("submit", ({ target }) => {
    if ("pads" in target.dataset) target.elements.pad.value = filling(bytesOf(target.elements.text.value));
  });
}

/** As a form sends it: every end of a line takes two bytes. */
function bytesOf(text) {
  return new TextEncoder().encode(text.replace(/\r?\n/g, "\r\n")).length;
}
