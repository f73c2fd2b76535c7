/** Clocks. The server sends milliseconds left; this page counts them down on its own clock. */

import { language } from "./language.js";

const EVERY = 250;

export class Timers {
  /** `over(name)` is called when a timer reaches its end while we look on. */
  constructor(root, over = () => {}) {
    Object.assign(this, { root, over });
    this.ends = new Map();
    this.running = new Set();
    this.wholes = new Map();
    setInterval(() => this.render(), EVERY);
  }

  /** All timers of a stage at once: what is not among them is over. */
  set(left) {
    this.ends = new Map();
    for (const [name, ms] of Object.entries(left || {})) this.start(name, ms);
    this.render();
  }

  start(name, ms) {
    if (typeof ms !== "number") return;
    this.ends.set(name, performance.now() + ms);
    if (ms > 0) this.running.add(name);
    else this.running.delete(name);
    this.wholes.set(name, Math.max(ms, this.wholes.get(name) || 0));
  }

  render() {
    for (const place of this.root.querySelectorAll("[data-timer]")) this.write(place);
    for (const line of this.root.querySelectorAll("[data-timer-line]")) {
      const end = this.ends.get(line.dataset.timerLine);
      const absent = end === undefined || ("untilOver" in line.dataset && end <= performance.now());
      if (line.hidden !== absent) line.hidden = absent;
    }
    for (const place of this.root.querySelectorAll("[data-timer-at]")) this.tellTime(place);
    for (const name of this.running) this.end(name);
  }

  end(name) {
    if (this.ends.has(name) && this.ends.get(name) > performance.now()) return;
    this.running.delete(name);
    if (this.ends.has(name)) this.over(name);
  }

  /** The time of day at which a timer ends, with 12 hours or 24, as this phone's clock has it. */
  tellTime(place) {
    const end = this.ends.get(place.dataset.timerAt);
    if (end === undefined) return;
    const at = new Date(Date.now() + end - performance.now());
    const { hourCycle } = new Intl.DateTimeFormat([], { hour: "numeric" }).resolvedOptions();
    const text = at.toLocaleTimeString(language(), { hour: "numeric", minute: "2-digit", hourCycle });
    if (place.textContent !== text) place.textContent = text;
  }

  write(place) {
    const name = place.dataset.timer;
    const running = this.ends.has(name);
    if (place.hidden === running) place.hidden = !running;
    if (!running) return;
    const seconds = Math.ceil((this.ends.get(name) - performance.now()) / 1000);
    if ("timerBar" in place.dataset) return this.fill(place, name, seconds);
    const text = clock(place.closest(".participant") ? Math.max(0, seconds) : seconds); // “+0:04 left” says nothing
    if (place.textContent !== text) place.textContent = text;
    mark(place, seconds);
  }

  fill(bar, name, seconds) {
    if (!bar.hasAttribute("max")) bar.max = this.wholes.get(name) / 1000;
    bar.value = Math.max(0, seconds);
  }
}

/** m:ss; past the end it counts on with a plus, for the facilitator who wants to know how far over. */
export function clock(seconds) {
  const away = Math.abs(seconds);
  const text = `${Math.floor(away / 60)}:${String(away % 60).padStart(2, "0")}`;
  return seconds < 0 ? `\u200e+${text}` : text; // before the number in Arabic, too
}

function mark(place, seconds) {
  const timer = place.closest(".timer");
  if (timer) timer.classList.toggle("over", seconds < 0);
}
