/** A small true picture of the shared screen, or of a phone: what the room sees just now, in a frame without scripts. */

import { fit } from "../shared/fit.js";
import { page } from "../shared/page.js";
import { Pulse } from "../shared/pulse.js";
import { root } from "../shared/root.js";
import { Tally } from "../shared/tally.js";

// What the frame cannot use, and what differs each time it is asked: a head that is new would have all of it read anew.
const OURS = "script, noscript, [data-browser], [rel=preload], meta[name=csrf-token]";
const A_MOMENT = 200; // presses that come one after the other ask once

export class RoomScreen {
  constructor(place) {
    this.place = place;
    this.overlays = [];
    this.told = {};
    window.addEventListener("resize", () => this.render());
    document.addEventListener("click", ({ target }) => this.choose(target.closest("button[data-sees]")));
  }

  /** The shared screen or a phone. */
  choose(button) {
    if (!button) return;
    const section = button.closest("section");
    section.dataset.shows = button.dataset.sees;
    for (const each of section.querySelectorAll("button[data-sees]")) {
      each.setAttribute("aria-pressed", String(each === button));
    }
    section.querySelector("iframe").title = button.textContent;
    this.render();
  }

  get address() {
    const session = encodeURIComponent(page.session);
    const section = this.place.querySelector("#they-see");
    return section.dataset.shows === "phone" ? `${root}/host/sessions/${session}/phone` : `${root}/projector/${session}`;
  }

  /** There is none where it is not in sight: on a phone, at the end, for whoever does not lead. */
  get frame() {
    const frame = this.place.querySelector("#they-see iframe");
    return frame && frame.offsetParent ? frame : null;
  }

  render() {
    clearTimeout(this.soon);
    if (this.frame) this.soon = setTimeout(() => this.ask(), A_MOMENT);
  }

  async ask() {
    const { frame } = this;
    if (!frame) return;
    const { address } = this;
    const answer = await fetch(address).catch(() => null);
    if (!answer || !answer.ok || frame !== this.frame || address !== this.address) return; // the line's own words say what is amiss
    const seen = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of seen.querySelectorAll(OURS)) part.remove();
    for (const part of seen.querySelectorAll("header, footer")) part.role = "presentation"; // the console has its own
    const text = seen.documentElement.outerHTML;
    if (text === this.text && frame === this.shown) return;
    seen.querySelector("title").remove(); // nobody reads it, and it differs with each step
    const head = seen.head.outerHTML;
    const again = frame === this.ready && head === this.head && frame.contentDocument?.getElementById("stage");
    Object.assign(this, { text, head, shown: frame });
    if (again) this.change(frame.contentDocument, seen);
    else this.open(frame, seen.documentElement.outerHTML);
  }

  open(frame, text) {
    this.ready = null; // what is there still goes as soon as this has come
    frame.onload = () => this.loaded(frame.contentDocument, frame);
    frame.srcdoc = `<!doctype html>${text}`;
  }

  /** Its styles and letters stay: read anew for each step, they would be most of the console's work. */
  change(doc, seen) {
    for (const { name, value } of seen.documentElement.attributes) doc.documentElement.setAttribute(name, value);
    doc.body.replaceWith(doc.adoptNode(seen.body));
    this.loaded(doc, this.ready);
  }

  loaded(doc, frame) {
    const stage = doc && doc.getElementById("stage");
    if (!stage) return;
    this.ready = frame;
    this.overlays = [new Pulse(doc.body), new Tally(doc.body)];
    for (const [event, told] of Object.entries(this.told)) this.lay(event, told);
    if (!doc.body.inert) fit(stage);
  }

  pulse(told) {
    this.lay("pulse", told);
  }

  tally(told) {
    this.lay("tally", told);
  }

  lay(event, told) {
    this.told[event] = told;
    for (const overlay of this.overlays) if (overlay[event]) overlay[event](told);
  }
}
