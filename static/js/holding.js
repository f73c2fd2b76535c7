/**
 * Nobody who leads is connected: a calm word, and nothing stops. Where there is nothing to do it stands above the step,
 * with more room; where people write, vote or talk in groups it stands below, so that nothing moves under their hands.
 */

const NOTHING_TO_DO = ["slide", "talk", "wall", "resources", "paused", "elsewhere", "waiting"];

export class Holding {
  constructor(main) {
    this.main = main;
    this.line = document.getElementById("holding");
  }

  hear(on) {
    if (!this.line) return;
    if (on) this.place(this.idle() ? "above" : "below");
    if (this.line.hidden === Boolean(on)) this.line.hidden = !on;
  }

  place(where) {
    if (this.line.dataset.place === where) return;
    this.line.dataset.place = where;
    this.main[where === "above" ? "before" : "after"](this.line);
  }

  idle() {
    const shown = this.main.querySelector("[data-kind]");
    const kind = shown ? shown.dataset.kind : "";
    return NOTHING_TO_DO.includes(kind) && !this.main.querySelector("form");
  }
}
