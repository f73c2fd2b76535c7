/** Three lines for somebody who came late: shown once, until closed or until the room goes on. */

const NEW = "#new"; // put there by the door: whoever comes in any other way has been here before

const UNTOLD = "?"; // whoever waits at the door is not told at which step the room is

function isNew() {
  return location.hash === NEW;
}

/** A browser that keeps nothing needs it for as long as the lines are to stand there. */
function forgetNew() {
  if (isNew()) history.replaceState(null, "", location.pathname);
}

export class Recap {
  constructor(shelf) {
    const newcomer = isNew() && !["lobby", "ended"].includes(document.body.dataset.phase);
    this.place = document.getElementById("so-far");
    this.shelf = shelf;
    if (newcomer) shelf.set("late", document.body.dataset.step || UNTOLD);
    if (!newcomer || document.body.dataset.trace !== "low") forgetNew();
    document.addEventListener("click", (event) => event.target.closest("[data-so-far-closes]") && this.close());
    this.render();
  }

  close() {
    this.shelf.remove("late");
    history.scrollRestoration = "auto";
    forgetNew();
    this.render();
  }

  /** Nothing is told of the room before the team lets somebody in. Then a fresh page tells it as it is by then. */
  letIn() {
    this.waits = false;
    this.shelf.set("late", document.body.dataset.step);
    history.scrollRestoration = "manual"; // or the browser scrolls past these lines to where the stage stood before
    location.reload();
  }

  render() {
    const at = this.shelf.get("late");
    if (document.querySelector('#stage [data-kind="waiting"]')) return (this.waits = Boolean(at));
    if (this.waits && document.body.dataset.phase !== "ended") return this.letIn();
    if (at && (at !== document.body.dataset.step || document.body.dataset.phase === "ended")) return this.close();
    if (this.place) this.place.hidden = !at;
    return undefined;
  }
}
