/** What the server tells the console while time goes on: drift, calls, suggestions, texts. HTML that is laid in place. */

import { Overlay } from "../shared/overlay.js";
import { morph } from "../shared/morph.js";
import { word } from "./words.js";

export class Board extends Overlay {
  constructor(root) {
    super(root);
    this.drawn = new WeakMap();
  }

  board(told) {
    this.hear(told);
  }

  draw() {
    this.each("[data-board]", (place) => this.lay(place));
    const asking = [...this.root.querySelectorAll("[data-call]")];
    const open = asking.filter((call) => !call.classList.contains("taken"));
    this.each("[data-calls]", (badge) => {
      badge.hidden = !open.length;
      badge.textContent = open.length ? word("calls", { n: open.length }) : "";
    });
    const rooms = new Set(open.map((call) => call.dataset.room));
    this.each("[data-group]:not(button)", (room) => room.classList.toggle("asks", rooms.has(room.dataset.group)));
  }

  /** Texts belong to their step: those of the step before are not laid into the next. */
  lay(place) {
    const { board, of } = place.dataset;
    const html = of && of !== this.told.step ? "" : this.told[board] || "";
    if (this.drawn.get(place) === html) return;
    this.drawn.set(place, html);
    morph(place, html);
  }
}
