/**
 * Nobody who leads is connected: a calm word, and nothing stops. Where there is nothing to do it stands above the step,
 * with more room. Where people write, vote or talk in groups it stands in the free space over the foot, so that nothing
 * moves under their hands; without a foot, below.
 */

import { announce } from "../shared/stage.js";

const NOTHING_TO_DO = ["slide", "talk", "wall", "resources", "paused", "elsewhere", "waiting"];

export class LeaderAbsence {
  /** `inside`: this page's steps have free space over their foot. */
  constructor(main, { inside }) {
    Object.assign(this, { main, inside });
    this.line = document.getElementById("holding");
    this.on = false;
  }

  hear(on) {
    if (!this.line) return;
    if (on) this.place();
    this.line.hidden = !on;
    if (on && !this.on) announce(this.line.textContent.trim());
    this.on = Boolean(on);
  }

  /** Out of the stage before that is drawn anew. */
  lift() {
    if (this.line && this.main.contains(this.line)) this.main.after(this.line);
  }

  place() {
    const foot = this.inside ? this.main.querySelector(".foot") : null;
    const where = this.idle() ? "above" : foot ? "inside" : "below";
    this.line.dataset.place = where;
    const beside = { above: this.line.nextElementSibling === this.main, inside: this.line.nextElementSibling === foot };
    if (beside[where]) return;
    if (where === "below") this.main.after(this.line);
    else (where === "above" ? this.main : foot).before(this.line);
  }

  idle() {
    const shown = this.main.querySelector("[data-kind]");
    const kind = shown ? shown.dataset.kind : "";
    return NOTHING_TO_DO.includes(kind) && !this.main.querySelector("form");
  }
}
