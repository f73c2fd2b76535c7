/** Texts that say the same, put together by dragging. The ticks beside do the same for every hand. */

import Sortable from "../../vendor/sortable.js";

export class Gather {
  /** `gathered(step, item, heap)` asks the server; the board then says how they lie. */
  constructor(root, gathered) {
    Object.assign(this, { root, gathered });
    this.dressed = new WeakSet();
  }

  render() {
    for (const list of this.root.querySelectorAll("[data-board=gather] [data-heap]:is(ul)")) {
      if (this.dressed.has(list)) continue;
      this.dressed.add(list);
      Sortable.create(list, { group: "texts", sort: false, animation: 0, filter: "input", preventOnFilter: false, onAdd: (event) => this.dropped(event) });
    }
  }

  board() {
    setTimeout(() => this.render());
  }

  /** The text goes back to where the server has it, so that a refusal leaves no false picture. */
  dropped({ item, from, to, oldIndex }) {
    from.insertBefore(item, from.children[oldIndex] || null);
    this.gathered(to.dataset.step, item.dataset.item, to.dataset.heap);
  }
}
