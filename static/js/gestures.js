/** What is said without words: a raised hand, working alone. */

export class Gestures {
  constructor({ main, outbox, shelf }) {
    Object.assign(this, { main, outbox, shelf });
    main.addEventListener("click", (event) => {
      const button = event.target.closest('[data-op="hand"], [data-op="alone"]');
      if (button) this.act(button);
    });
  }

  act(button) {
    const { op, step } = button.dataset;
    if (op === "alone") return this.outbox.put(`alone:${step}`, {});
    const up = !this.shelf.get(`up:${step}`);
    this.shelf.set(`up:${step}`, up);
    this.render();
    return this.outbox.put(`hand:${step}`, { up });
  }

  render() {
    for (const button of this.main.querySelectorAll('[data-op="hand"]')) {
      button.setAttribute("aria-pressed", String(Boolean(this.shelf.get(`up:${button.dataset.step}`))));
    }
  }
}
