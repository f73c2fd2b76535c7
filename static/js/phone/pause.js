/** A pause in one's own way: without the circle where breathing on purpose does not calm, and a bell if wanted. */

export class Pause {
  constructor({ main, shelf, bell }) {
    Object.assign(this, { main, shelf, bell });
    this.rung = this.begun();
    main.addEventListener("click", (event) => event.target.closest("[data-body-switch]") && this.toggle());
  }

  toggle() {
    this.shelf.set("no-breath", !this.shelf.get("no-breath"));
    this.render();
  }

  /** The pause that stands here and begins with a bell; a reload in the middle of it is no beginning. */
  begun() {
    return this.main.querySelector("[data-bell-first]") ? document.body.dataset.step : "";
  }

  ring() {
    const begun = this.begun();
    if (begun && begun !== this.rung && this.bell.allowed) this.bell.sound();
    this.rung = begun || (document.body.dataset.step === this.rung ? this.rung : "");
  }

  /** The wish holds for every pause of the workshop. */
  render() {
    this.ring();
    const body = this.shelf.get("no-breath") === true;
    for (const place of this.main.querySelectorAll("[data-breathing]")) place.hidden = body;
    for (const place of this.main.querySelectorAll("[data-body]")) place.hidden = !body;
    for (const button of this.main.querySelectorAll("[data-body-switch]")) button.setAttribute("aria-pressed", String(body));
  }

  /** The time of a pause or break is over. */
  over(name) {
    if (name === "step" && this.main.querySelector("[data-bell]") && this.bell.allowed) this.bell.sound();
  }
}
