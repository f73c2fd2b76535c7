/** Three lines for somebody who came late: shown once, until closed or until the room goes on. */

import { lasting, lowTrace } from "./page.js";

const NEW = "#new"; // put there by the door for a browser that keeps nothing: the address is all it remembers by
const MOVED = "#moved"; // the same person on another device has been here all the time

export function isNew() {
  return lowTrace ? location.hash === NEW : location.hash !== MOVED && !lasting.get("person");
}

export class SoFar {
  constructor(shelf, newcomer) {
    this.place = document.getElementById("so-far");
    this.shelf = shelf;
    if (newcomer) shelf.set("late", document.body.dataset.step);
    document.addEventListener("click", (event) => event.target.closest("[data-so-far-closes]") && this.close());
    this.render();
  }

  close() {
    this.shelf.remove("late");
    if (location.hash === NEW) history.replaceState(null, "", location.pathname);
    this.render();
  }

  render() {
    const at = this.shelf.get("late");
    if (at && (at !== document.body.dataset.step || document.body.dataset.phase === "ended")) return this.close();
    if (this.place) this.place.hidden = !at;
    return undefined;
  }
}
