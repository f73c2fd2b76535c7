/** Texts that say the same, put together by dragging one onto another. The ticks beside do the same for every hand. */

const listAt = (node) => node.closest("ul[data-heap]");

export class Gather {
  /** `gathered(step, items, heap)` asks the server; the board then says how they lie. */
  constructor(root, gathered) {
    this.gathered = gathered;
    this.item = "";
    root.addEventListener("dragstart", (event) => this.taken(event));
    root.addEventListener("dragover", (event) => this.item && listAt(event.target) && event.preventDefault());
    root.addEventListener("drop", (event) => this.dropped(event));
    root.addEventListener("dragend", () => (this.item = ""));
  }

  taken({ target, dataTransfer }) {
    const text = target.closest("[data-item]");
    this.item = text ? text.dataset.item : "";
    if (text) dataTransfer.effectAllowed = "move";
  }

  /** Onto a pile, or back among the others; onto another one that lies alone both make a pile. */
  dropped(event) {
    const list = listAt(event.target);
    if (!this.item || !list) return;
    event.preventDefault();
    const other = event.target.closest("[data-item]");
    const { step, heap } = list.dataset;
    const pair = !heap && other && other.dataset.item !== this.item && !event.currentTarget.querySelector(`ul[data-heap]:not([data-heap=""]) [data-item="${this.item}"]`);
    if (pair) this.gathered(step, [other.dataset.item, this.item], "new");
    else this.gathered(step, [this.item], heap);
    this.item = "";
  }
}
