/** The running result of a poll that the script shows live: drawn by the server, put in its place here. */

import { Overlay } from "./overlay.js";

export class Tally extends Overlay {
  tally(told) {
    this.hear(told);
  }

  draw({ step, html }) {
    this.each("[data-tally]", (place) => {
      if (place.dataset.tally === step) place.innerHTML = html;
    });
  }
}
