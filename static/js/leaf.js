/** The leaf, "I need a moment": a calm screen of one's own, somebody to look in, or going for now. */

import { closeDialogs } from "./dialogs.js";

export class Leaf {
  constructor({ outbox, shelf, changed }) {
    Object.assign(this, { outbox, shelf, changed });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-signal]");
      if (button) this.give(button.dataset.signal);
    });
    this.render();
  }

  get resting() {
    return ["quiet", "go"].includes(this.shelf.get("signal"));
  }

  give(kind) {
    this.shelf.set("signal", kind);
    this.taken = false;
    closeDialogs();
    this.send();
    this.render();
    this.changed();
  }

  /** The team took the call, or closed it: then it is not given again. */
  told({ kind }) {
    if (this.shelf.get("signal") !== "look in") return;
    if (kind === "back") this.shelf.set("signal", "back");
    this.taken = kind === "taken";
    this.render();
  }

  send() {
    this.outbox.put("signal", { kind: this.shelf.get("signal") });
  }

  /** The server keeps no signals, so one that still stands is given again after every connect. */
  again() {
    const kind = this.shelf.get("signal");
    if (kind && kind !== "back") this.send();
  }

  /** The quiet room lies over the stage, which goes on being up to date beneath it. */
  render() {
    for (const told of document.querySelectorAll("[data-signal-told]")) {
      told.hidden = told.dataset.signalTold !== this.shelf.get("signal");
    }
    for (const told of document.querySelectorAll("[data-taken]")) {
      told.hidden = (told.dataset.taken === "yes") !== Boolean(this.taken);
    }
    const room = document.getElementById("quiet-room");
    if (!room || room.hidden === !this.resting) return;
    room.hidden = !this.resting;
    const stage = document.getElementById("stage");
    stage.hidden = this.resting;
    focusHeading(this.resting ? room : stage);
  }
}

function focusHeading(place) {
  const heading = place.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
