/** "Keep nothing on this phone": first all that waits here is sent, then the page comes anew and wipes. */

import { notify } from "../shared/notices.js";
import { word } from "../shared/words.js";

const LOOK = 100;
const PATIENCE = 5000;

export function listenForLowTrace({ flush, empty }) {
  document.addEventListener("submit", (event) => {
    if (!("lowTrace" in event.target.dataset)) return;
    event.preventDefault();
    flush();
    wait(event.target, empty, Date.now() + PATIENCE);
  });
}

/** What cannot be sent would be lost, so then nothing is wiped. */
function wait(form, empty, until) {
  if (empty()) return form.submit();
  if (Date.now() > until) return notify(word("later"));
  return setTimeout(() => wait(form, empty, until), LOOK);
}
