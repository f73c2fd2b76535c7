/** Leaving at once: a neutral page in this place of the history, and nothing left behind if so wished. */

const NEUTRAL = "about:blank";

export function listenForExit({ wipe, leave }) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#exit, [data-exit]");
    if (!button) return;
    const box = document.getElementById("exit-wipe");
    if (button.dataset.exit === "wipe" || (box && box.checked)) wipe();
    leave();
    document.body.hidden = true;
    location.replace(button.dataset.to || NEUTRAL);
  });
}
