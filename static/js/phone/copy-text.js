/** Words into the clipboard; where the browser does not let us, they are marked, so that the person can. */

import { word } from "../shared/words.js";

export async function copyText(text, shown, told) {
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = word("copied");
  } catch {
    getSelection().selectAllChildren(shown);
    told.textContent = word("copyByHand");
  }
}
