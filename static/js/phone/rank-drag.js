/** Dragging the rows of a ranking. */

import Sortable from "../../vendor/sortable.js";

/** A finger that moves at once scrolls the page; one that rests a moment takes hold of the row. */
const HOW = {
  filter: "button", preventOnFilter: false, animation: 0, delay: 160, delayOnTouchOnly: true, touchStartThreshold: 4,
};

export const drag = (list, moved) => Sortable.create(list, { ...HOW, onEnd: moved });
