/** Proposed groups, moved about by dragging. The form beside does the same for every hand. */

import Sortable from "../../vendor/sortable.js";

export class Arrange {
  /** `moved(person, group)` asks the server; the next stage says where everyone sits. */
  constructor(root, moved) {
    Object.assign(this, { root, moved });
    this.dressed = new WeakSet();
  }

  render() {
    for (const seats of this.root.querySelectorAll("[data-arrange] [data-seats]")) {
      if (this.dressed.has(seats)) continue;
      this.dressed.add(seats);
      Sortable.create(seats, { group: "rooms", sort: false, animation: 0, onAdd: (event) => this.dropped(event) });
    }
  }

  /** The person goes back to where the server has them, so that a refusal leaves no false picture. */
  dropped({ item, from, to, oldIndex }) {
    from.insertBefore(item, from.children[oldIndex] || null);
    this.moved(item.dataset.person, to.dataset.seats);
  }
}
