/** A pause in one's own way: without the circle where breathing on purpose does not calm, and a bell if wanted. */

export class Rest {
  constructor({ main, shelf, bell }) {
    Object.assign(this, { main, shelf, bell });
    main.addEventListener("click", (event) => event.target.closest("[data-body-switch]") && this.toggle());
  }

  toggle() {
    this.shelf.set("no-breath", !this.shelf.get("no-breath"));
    this.render();
  }

  /** The wish holds for every pause of the workshop. */
  render() {
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
