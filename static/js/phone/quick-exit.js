/** Leaving at once: a neutral page in this place of the history, and nothing left behind if so wished. */

import { lasting, lowTrace } from "./shelves.js";
import { page } from "../shared/page.js";
import { root } from "../shared/root.js";
import { forgetHere } from "../shared/sealed.js";

export function listenForExit({ wipe, leave }) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#exit, [data-exit]");
    if (!button) return;
    const forgets = lowTrace || document.getElementById("exit-wipe").checked;
    if (!forgets && button.id && !lasting.get("door")) return lasting.set("door", 1); // its dialog asks, once
    if (forgets) forget(wipe);
    leave();
    document.body.hidden = true;
    return location.replace("about:blank");
  });
}

/**
 * The cookie of the secret, which no script can reach, is taken back by the server; the request outlives this page, and
 * what opens without network goes when it has seen it. Nobody could ask for it again: it needs no token, being JSON.
 */
function forget(wipe) {
  wipe();
  forgetHere(page.session);
  const nothing = new Blob(["{}"], { type: "application/json" });
  navigator.sendBeacon(`${root}/s/${encodeURIComponent(page.session)}/forget`, nothing);
}
