/** Three lines for somebody who came late: shown once, until closed or until the room goes on. */

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
    this.render();
  }

  render() {
    const at = this.shelf.get("late");
    if (this.place) this.place.hidden = !at || at !== document.body.dataset.step;
  }
}
