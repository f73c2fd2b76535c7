/** Leaving at once: a neutral page in this place of the history, and nothing left behind if so wished. */

import { lowTrace, page } from "../shared/page.js";
import { root } from "../shared/root.js";

const NEUTRAL = "about:blank";

export function listenForExit({ wipe, leave }) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#exit, [data-exit]");
    if (!button) return;
    const box = document.getElementById("exit-wipe");
    if (lowTrace || button.dataset.exit === "wipe" || (box && box.checked)) forget(wipe);
    leave();
    document.body.hidden = true;
    location.replace(button.dataset.to || NEUTRAL);
  });
}

/** The cookie, which no script can reach, is taken back by the server; the request outlives this page. */
function forget(wipe) {
  wipe();
  navigator.serviceWorker?.controller?.postMessage("forget");
  const form = new FormData();
  form.set("csrf_token", page.csrf);
  navigator.sendBeacon(`${root}/s/${encodeURIComponent(page.session)}/forget`, form);
}
