/** The stage of the console, on which somebody works while it changes. */

import { announce, Stage } from "../shared/stage.js";

/** For whoever works the page: no new step takes the focus from the button under the finger. */
export class SteadyStage extends Stage {
  constructor(...given) {
    super(...given);
    requestAnimationFrame(() => this.centre()); // the page came with a step on it
    window.addEventListener("resize", () => this.centre()); // a tablet was turned, or the letters grew
    document.addEventListener("click", ({ target }) => this.foldLate(target));
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.foldLate());
  }

  lay(html) {
    this.morph(this.main, html);
  }

  arrive(said) {
    window.scrollTo(0, 0); // on a phone the page itself scrolls
    for (const part of this.main.querySelectorAll("main, aside, .spoken")) part.scrollTop = 0;
    this.centre();
    this.foldLate();
    announce(this.heading(), this.place(), said);
  }

  /** The plan shows where the room is. */
  centre() {
    const here = this.main.querySelector("[aria-current]");
    if (here) centre(here, here.closest(".plan"));
  }

  /** What opens from the pill of being late lies over what comes next: until one goes on, or looks elsewhere. */
  foldLate(pressed = null) {
    for (const late of this.main.querySelectorAll(".late[open]")) if (!late.contains(pressed)) late.open = false;
  }

  heading() {
    const heading = this.main.querySelector("main h1");
    return heading ? heading.textContent.trim() : "";
  }

  focusHeading(said) {
    announce(said);
  }
}

/** Only the list itself scrolls: scrollIntoView would move the page around it as well. */
function centre(line, list) {
  list.scrollTop += line.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
}
