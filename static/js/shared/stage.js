/** The stage on the page: a new step is laid anew, the same step is morphed around what the person is doing. */

import { Spoken } from "./spoken.js";

const NOWHERE = "body, :disabled"; // where the focus is when what had it is gone, or is about to take nothing any more

export class Stage {
  /**
   * `before()`: called while the old stage still stands; `after(frame)`: called to lay over what is not the server's.
   * All changes are made by then: what follows measures the page, and each change after that would have it measured anew.
   * `morph`: of shared/morph.js; where it comes later, by `morphs`.
   */
  constructor(main, { step, morph = null, before = () => {}, after = () => {} }) {
    Object.assign(this, { main, step, morph, before, after });
    this.held = null; // what would be laid over a hand that is at it
    this.spoken = new Spoken(main);
    this.scrolled = true; // whether the page may be anywhere but at its top: asked, the browser would measure all of it
    const scrolled = () => (this.scrolled = true);
    for (const place of [document, window.visualViewport]) if (place) place.addEventListener("scroll", scrolled, { capture: true, passive: true });
  }

  show(frame) {
    const { html, step, phase } = frame;
    const moved = (step || "") !== this.step || screenOf(html) !== this.screen();
    this.held = !moved && !this.morph && this.inUse() ? frame : null;
    if (this.held) return;
    this.before();
    const held = this.main.contains(document.activeElement);
    this.lay(html, moved);
    this.step = step || "";
    Object.assign(document.body.dataset, { step: this.step, phase: phase || "" });
    this.after(frame);
    const said = this.spoken.news();
    if (moved) this.arrive(said);
    else if (held && document.activeElement.matches(NOWHERE)) this.focusHeading(said);
    else announce(said);
  }

  /** The kind of what stands there: a pause for all and the end come without a step of their own. */
  screen() {
    const shown = this.main.querySelector("[data-kind]");
    return shown ? shown.dataset.kind : "";
  }

  lay(html, moved) {
    if (moved || !this.morph) this.main.innerHTML = html;
    else this.morph(this.main, html);
  }

  morphs(morph) {
    this.morph = morph;
    if (this.held) this.show(this.held);
  }

  /** Somebody is filling it in. */
  inUse() {
    const boxes = [...this.main.querySelectorAll("input, textarea, summary")];
    return boxes.some((box) => box === document.activeElement || halfTyped(box));
  }

  /** A new step: to its beginning, and say so. Nobody who is in a dialog is pulled out of it. */
  arrive(said) {
    const heading = this.main.querySelector("h1");
    if (heading) heading.tabIndex = -1; // a change, so it comes before the page is measured
    if (this.scrolled) {
      window.scrollTo(0, 0);
      this.main.scrollTop = 0;
      this.scrolled = false;
    }
    if (document.querySelector("dialog[open]")) announce(this.heading(), said);
    else this.focusHeading(said);
  }

  focusHeading(said) {
    const heading = this.main.querySelector("h1");
    if (!heading) return announce(this.heading(), said);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    return announce(this.place(), said);
  }

  heading() {
    const heading = this.main.querySelector("h1, h2");
    return heading ? heading.textContent.trim() : "";
  }

  /** Focus reads the heading aloud already, so only "step 4 of 37" is left to say. */
  place() {
    const where = this.main.querySelector(".where");
    return where ? where.textContent.trim().replace(/\s+/g, " ") : "";
  }
}

function screenOf(html) {
  const found = /data-kind="([^"]*)"/.exec(html);
  return found ? found[1] : "";
}

let unsaid = [];

/** What comes together is said together: one after the other in the same box only the last would be heard. */
export function announce(...parts) {
  const text = parts.filter(Boolean).map((part) => part.replace(/(\w)$/, "$1.")).join(" ");
  if (text && unsaid.push(text) === 1) queueMicrotask(say);
}

function say() {
  const box = document.getElementById("announce");
  if (box) box.textContent = otherThan(box.textContent, unsaid.join(" "));
  unsaid = [];
}

/** A screen reader is told of changes only: the same sentence, once more, is another one by a space that nobody sees. */
export function otherThan(before, text) {
  return text && before === text ? `${text}\u00a0` : text;
}

export function halfTyped(node) {
  if (!/^(INPUT|TEXTAREA)$/.test(node.tagName || "")) return false;
  return node.value !== node.defaultValue || node.checked !== node.defaultChecked;
}
