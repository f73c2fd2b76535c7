/** The running result of a poll that the script shows live: drawn by the server, put in its place here. */

export class Tally {
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
    for (const place of this.root.querySelectorAll("[data-tally]")) {
      if (place.dataset.tally === this.told.step) place.innerHTML = this.told.html;
    }
  }
}
