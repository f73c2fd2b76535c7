/** How many are here and how many have answered: counts only, told at most once a second, never kept. */

import { word } from "./words.js";

export class Pulse {
  constructor(root) {
    this.root = root;
    this.told = null;
  }

  hear(told) {
    this.told = told;
    this.render();
  }

  render() {
    if (!this.told) return;
    for (const place of this.root.querySelectorAll("[data-pulse]")) {
      const count = place.dataset.pulse === "answered" && this.told.about ? this.told.about : this.told[place.dataset.pulse];
      if (count !== undefined && count !== null) place.textContent = String(count);
    }
    for (const place of this.root.querySelectorAll("[data-needed]")) {
      const [n, k] = [this.told.answered || 0, Number(place.dataset.needed)];
      place.textContent = word(n < k ? "needed" : "enough", { n, k });
    }
    for (const bar of this.root.querySelectorAll("[data-pulse-bar]")) {
      bar.max = Math.max(1, this.told.of || 0);
      bar.value = this.told.answered || 0;
    }
  }
}
