/** What is said without words: a raised hand, working alone, joining another group, staying at a table. */

export class Hands {
  constructor({ main, outbox, shelf }) {
    Object.assign(this, { main, outbox, shelf });
    main.addEventListener("click", (event) => {
      const button = event.target.closest('[data-op="hand"], [data-op="alone"], [data-op="join"], [data-op="stay"]');
      if (button) this.act(button);
    });
  }

  act(button) {
    const { op, step } = button.dataset;
    if (op === "stay") return this.outbox.put(`stay:${step}`, { stays: button.dataset.stays === "true" });
    if (op !== "hand") return this.outbox.put(`${op}:${step}`, {});
    const up = !this.shelf.get(`up:${step}`);
    this.shelf.set(`up:${step}`, up);
    this.render();
    return this.outbox.put(`hand:${step}`, { up });
  }

  render() {
    for (const button of this.main.querySelectorAll('[data-op="hand"]')) {
      const up = Boolean(this.shelf.get(`up:${button.dataset.step}`));
      button.setAttribute("aria-pressed", String(up));
      for (const told of button.parentElement.querySelectorAll("[data-hand-up]")) told.hidden = !up;
    }
  }
}
