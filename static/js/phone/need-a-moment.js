/** The leaf, "I need a moment": a calm screen of one's own, somebody to look in, or going for now. */

import { closeDialogs } from "../shared/dialogs.js";
import { notify } from "../shared/notices.js";
import { word } from "../shared/words.js";

export class NeedAMoment {
  constructor({ outbox, shelf, changed }) {
    Object.assign(this, { outbox, shelf, changed, verbs: ["signal"] });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-signal]");
      if (button) this.give(button.dataset.signal);
    });
    this.render();
  }

  get resting() {
    return ["quiet", "go"].includes(this.shelf.get("signal"));
  }

  /** Outlives a reload, so that whoever comes back to another step is not taken for resting. */
  get sitting() {
    return this.shelf.get("sitting") === true;
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
  signal({ kind }) {
    if (this.shelf.get("signal") !== "look in") return;
    if (kind === "back") this.shelf.set("signal", "back");
    this.taken = kind === "taken";
    this.render();
  }

  /** A step that this person leaves out: they rest as long as it is on, unless they asked somebody to look in. */
  sit(sitting) {
    if (sitting === this.sitting) return this.layOver();
    this.shelf.set("sitting", sitting);
    const own = this.shelf.get("signal") || "back";
    if (own === "back") this.send();
    this.layOver();
    return this.changed();
  }

  get kind() {
    const own = this.shelf.get("signal") || "back";
    return own === "back" && this.sitting ? "quiet" : own;
  }

  send() {
    this.outbox.put("signal", { kind: this.kind });
  }

  /** The server keeps no signals, so one that still stands is given again after every connect. */
  connected() {
    if (this.kind !== "back") this.send();
  }

  /** At the door nobody hears it: then the page must not say that the team knows. */
  heard(_entry, state, ack) {
    if (state !== "invalid" && state !== "closed") return;
    notify((ack && ack.why) || word("invalid"));
    if (this.shelf.get("signal") !== "look in") return;
    this.shelf.set("signal", "back");
    this.render();
    this.changed();
  }

  /** After the end the page speaks of other things; the call itself stays with the team. */
  render() {
    const own = document.body.dataset.phase === "ended" ? "back" : this.shelf.get("signal");
    for (const told of document.querySelectorAll("[data-signal-told]")) told.hidden = told.dataset.signalTold !== own;
    for (const told of document.querySelectorAll("[data-taken]")) {
      told.hidden = (told.dataset.taken === "yes") !== Boolean(this.taken);
    }
    const call = own === "look in" ? (this.taken ? "taken" : own) : "";
    for (const said of document.querySelectorAll("[data-called]")) said.hidden = said.dataset.called !== call; // where it was pressed
    this.layOver();
  }

  /** Of the quiet room, the step left out and the stage one is seen; the stage goes on being up to date beneath. */
  layOver() {
    const shown = this.resting ? "quiet-room" : this.sitting ? "sit-out" : "stage";
    const place = document.getElementById(shown);
    if (!place || !place.hidden) return;
    for (const id of ["quiet-room", "sit-out", "stage"]) document.getElementById(id).hidden = id !== shown;
    focusHeading(place);
  }
}

function focusHeading(place) {
  const heading = place.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
