/** What the server tells beside the stage: remembered, and laid over every stage that comes. */

export class Overlay {
  constructor(root) {
    this.root = root;
    this.told = null;
  }

  hear(told) {
    this.told = told;
    this.render();
  }

  /** Before the first word there is nothing to `draw`, which is for each overlay to say. */
  render() {
    if (this.told) this.draw(this.told);
  }

  each(where, draw) {
    for (const place of this.root.querySelectorAll(where)) draw(place);
  }
}
