/** Ranking: up and down buttons for every hand and keyboard; dragging is only a comfort. */

import { announce } from "../shared/stage.js";

export class Rank {
  constructor(main) {
    this.main = main;
    this.dressed = new WeakSet();
    main.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) move(button);
    });
  }

  render() {
    for (const list of this.main.querySelectorAll("[data-rank]")) {
      if (this.dressed.has(list)) continue;
      this.dressed.add(list);
      dress(list);
    }
  }
}

/** Comes with the first list. Where the line does not bring it, the buttons do all of it. */
function dress(list) {
  import("./rank-drag.js").then(({ drag }) => drag(list, () => told(list)), () => {});
}

function move(button) {
  const row = button.closest("[data-index]");
  const up = button.dataset.move === "up";
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (up) other.before(row);
  else other.after(row);
  button.focus();
  const place = [...row.parentElement.children].indexOf(row) + 1;
  announce(`${place}. ${(row.querySelector("span") || row).textContent.trim()}`);
  told(row.parentElement);
}

/** An order that is not sent yet is kept like half-typed words. */
function told(list) {
  list.dispatchEvent(new Event("input", { bubbles: true }));
}
