/** What the server tells the console while time goes on: drift, calls, suggestions, texts. HTML that is laid in place. */

import { morph } from "../shared/stage.js";
import { word } from "../shared/words.js";

export class Board {
  constructor(root) {
    this.root = root;
    this.told = null;
    this.laid = new WeakMap();
  }

  hear(told) {
    this.told = told;
    this.render();
  }

  render() {
    if (!this.told) return;
    for (const place of this.root.querySelectorAll("[data-board]")) this.lay(place);
    const asking = [...this.root.querySelectorAll("[data-call]")];
    const open = asking.filter((call) => !call.classList.contains("taken"));
    for (const badge of this.root.querySelectorAll("[data-calls]")) {
      badge.hidden = !open.length;
      badge.textContent = open.length ? word("calls", { n: open.length }) : "";
    }
    const rooms = new Set(open.map((call) => call.dataset.room));
    for (const room of this.root.querySelectorAll("[data-group]:not(button)")) {
      room.classList.toggle("asks", rooms.has(room.dataset.group));
    }
  }

  /** Texts belong to their step: those of the step before are not laid into the next. */
  lay(place) {
    const { board, of } = place.dataset;
    const html = of && of !== this.told.step ? "" : this.told[board] || "";
    if (this.laid.get(place) === html) return;
    this.laid.set(place, html);
    morph(place, html);
  }
}
