/** The facilitator's bell. It is seen by everybody, and heard only where the person wants sounds. */

import { notify } from "../shared/notices.js";
import { word } from "../shared/words.js";

const TONE = 528;
const SECONDS = 2.5;

export class Bell {
  constructor(shelf) {
    this.shelf = shelf;
    document.addEventListener("click", (event) => event.target.closest("[data-sound]") && this.toggle());
  }

  get allowed() {
    return this.shelf.get("sound") === true;
  }

  toggle() {
    this.shelf.set("sound", !this.allowed);
    this.render();
    if (this.allowed) this.sound();
  }

  render() {
    for (const button of document.querySelectorAll("[data-sound]")) {
      button.setAttribute("aria-pressed", String(this.allowed));
    }
  }

  bell() {
    notify(word("bell"), { kind: "bell" });
    if (this.allowed) this.sound();
  }

  /** A soft tone that fades. Where the browser lets no sound out, the words have to do. */
  sound() {
    const Context = window.AudioContext || window.webkitAudioContext;
    if (!Context) return false;
    this.context = this.context || new Context();
    const now = this.context.currentTime;
    const tone = this.context.createOscillator();
    const volume = this.context.createGain();
    tone.frequency.value = TONE;
    volume.gain.setValueAtTime(0.0001, now);
    volume.gain.exponentialRampToValueAtTime(0.2, now + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + SECONDS);
    tone.connect(volume).connect(this.context.destination);
    tone.start(now);
    tone.stop(now + SECONDS);
  }
}
