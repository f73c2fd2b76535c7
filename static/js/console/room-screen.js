/** A small true picture of the shared screen: what the room sees just now, in a frame without scripts. */

import { fit } from "../shared/fit.js";
import { page } from "../shared/page.js";
import { Pulse } from "../shared/pulse.js";
import { root } from "../shared/root.js";
import { Tally } from "../shared/tally.js";

const A_MOMENT = 200; // presses that come one after the other ask once

export class RoomScreen {
  constructor(place) {
    this.place = place;
    this.overlays = [];
    this.told = {};
    window.addEventListener("resize", () => this.render());
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
    const answer = await fetch(`${root}/projector/${encodeURIComponent(page.session)}`).catch(() => null);
    if (!answer || !answer.ok) return; // the line's own words say what is amiss
    const seen = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of seen.querySelectorAll("script, noscript, [data-browser], [rel=preload]")) part.remove();
    for (const part of seen.querySelectorAll("header, footer")) part.role = "presentation"; // the console has its own
    const text = seen.documentElement.outerHTML;
    if (text === this.text && frame === this.shown) return;
    Object.assign(this, { text, shown: frame });
    frame.onload = () => this.loaded(frame.contentDocument);
    frame.srcdoc = `<!doctype html>${text}`;
  }

  loaded(doc) {
    const stage = doc && doc.getElementById("stage");
    if (!stage) return;
    this.overlays = [new Pulse(doc.body), new Tally(doc.body)];
    for (const [event, told] of Object.entries(this.told)) this.lay(event, told);
    fit(stage);
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
