/** The stage on the page: a new step is laid anew, the same step is morphed around what the person is doing. */

import { Idiomorph } from "../../vendor/idiomorph.js";
import { Spoken } from "./spoken.js";

const NOWHERE = "body, :disabled"; // where the focus is when what had it is gone, or is about to take nothing any more

export class Stage {
  /**
   * `before()`: called while the old stage still stands; `after(frame)`: called to lay over what is not the server's.
   * All changes are made by then: what follows measures the page, and each change after that would have it measured anew.
   */
  constructor(main, { step, before = () => {}, after = () => {} }) {
    Object.assign(this, { main, step, before, after });
    this.spoken = new Spoken(main);
    this.scrolled = true; // whether the page may be anywhere but at its top: asked, the browser would measure all of it
    const scrolled = () => (this.scrolled = true);
    for (const place of [document, window.visualViewport]) if (place) place.addEventListener("scroll", scrolled, { capture: true, passive: true });
  }

  show(frame) {
    const { html, step, phase } = frame;
    this.before();
    const moved = (step || "") !== this.step || screenOf(html) !== this.screen();
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
    if (moved) this.main.innerHTML = html;
    else morph(this.main, html);
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

export function morph(main, html) {
  Idiomorph.morph(main, html, {
    morphStyle: "innerHTML",
    callbacks: {
      beforeNodeMorphed: (old, fresh) => {
        if (!kept(old, fresh)) return !halfTyped(old);
        respell(old, fresh);
        return false;
      },
      beforeNodeRemoved: (node) => !(node.matches && node.matches("form[id] [data-form-told], form[id] [data-limit-told]")), // the page's own
      beforeAttributeUpdated: (name, node) => !ours(name, node),
    },
  });
}

/** What a person opened stays open; and the heading that has the focus can have it, or the next Tab begins at the top. */
function ours(name, { tagName }) {
  return (name === "open" && /^(DETAILS|DIALOG)$/.test(tagName)) || (name === "tabindex" && tagName === "H1");
}

/**
 * Forms that people write in carry data-keep, closed ones data-rests, and an id of their step: the same id is the same
 * form. A receipt is the phone's own, and emptied and written anew it would be read aloud once more.
 */
function kept(old, fresh) {
  return Boolean(old.id) && old.id === fresh.id && old.matches("[data-keep], [data-rests], [data-receipt]");
}

/** The script was spelled anew meanwhile: a kept form takes the words of the script and nothing else. */
function respell(form, fresh) {
  for (const box of fresh.querySelectorAll("input[data-label]")) {
    const own = form.querySelector(`input[name="${box.name}"][value="${CSS.escape(box.value)}"]`);
    if (own) own.dataset.label = box.dataset.label;
  }
  for (const said of fresh.querySelectorAll("[data-says]")) {
    const own = form.querySelector(`[data-says="${CSS.escape(said.dataset.says)}"]`);
    if (own && own.innerHTML !== said.innerHTML) own.replaceChildren(...said.childNodes);
  }
}

function halfTyped(node) {
  if (!/^(INPUT|TEXTAREA)$/.test(node.tagName || "")) return false;
  return node.value !== node.defaultValue || node.checked !== node.defaultChecked;
}
