/** A step that somebody would rather leave out, after its heads up: known to this tab alone. */

export class SkipStep {
  /** `moment` lays the quiet screen over the stage; `gone` is called where this person sits in a group already. */
  constructor({ main, shelf, moment, gone }) {
    Object.assign(this, { main, shelf, moment, gone });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-sit-out]");
      if (button) this.want(button.dataset.sitOut.split(" "), !this.wants(button));
      if (event.target.closest("[data-come-in]")) this.want([this.step], false);
    });
  }

  get step() {
    return document.body.dataset.step;
  }

  want(steps, out) {
    for (const step of steps) this.shelf.set(`skip:${step}`, out);
    this.render();
  }

  wants(button) {
    return button.dataset.sitOut.split(" ").every((step) => this.shelf.get(`skip:${step}`) === true);
  }

  render() {
    for (const button of this.main.querySelectorAll("[data-sit-out]")) {
      const out = this.wants(button);
      button.setAttribute("aria-pressed", String(out));
      button.parentElement.querySelector("[data-sit-out-told]").hidden = !out;
    }
    const kind = this.kind();
    for (const line of document.querySelectorAll("[data-doing]")) line.hidden = line.dataset.doing !== kind;
    this.moment.sit(this.sitting);
  }

  get sitting() {
    return Boolean(this.step) && document.body.dataset.phase !== "ended" && this.shelf.get(`skip:${this.step}`) === true;
  }

  /** Who asked to be looked in on is not resting, and may have been put into a group. */
  mine({ group, step }) {
    if (this.sitting && group && step === this.step) this.gone(step);
  }

  kind() {
    const shown = this.main.querySelector("[data-kind]");
    return shown ? shown.dataset.kind : "";
  }
}
