/** The box in which somebody writes stands above what sticks below it, also where something comes in above it. */

export class InSight {
  constructor(main) {
    Object.assign(this, { main, clear: true }); // whether the box was whole in sight when one looked last
    main.addEventListener("focusin", ({ target }) => target.matches("textarea") && requestAnimationFrame(() => this.lift(target)));
    document.addEventListener("scroll", () => this.look(), { passive: true });
  }

  render() {
    const box = this.main.querySelector("textarea:focus");
    if (box && this.clear) this.lift(box);
    this.look();
  }

  /** As far as needed, and where there is room for all of it: the page keeps so much free below (participant-steps.css). */
  lift(box) {
    if (!isClear(box) && box.clientHeight < innerHeight / 2) box.scrollIntoView({ block: "nearest" });
    this.look();
  }

  look() {
    const box = this.main.querySelector("textarea:focus");
    this.clear = Boolean(box) && isClear(box);
  }
}

function isClear(box) {
  const below = [...document.querySelectorAll("#stage :is(.sends, .foot)")].map((each) => each.getBoundingClientRect().top + 1);
  return box.getBoundingClientRect().bottom <= Math.min(innerHeight, ...below);
}
