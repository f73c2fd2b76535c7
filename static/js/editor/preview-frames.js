/** A phone and a shared screen in frames without scripts. This page writes into them what the server drew. */

import { fit } from "../shared/fit.js";
import { OwnState } from "../phone/own-state.js";
import { Prompt } from "../phone/prompt.js";
import { clock } from "../shared/timers.js";

const ROOM = { answered: "11", of: "14", connected: "14" };

export class Frames {
  /** The addresses of the two sheets and of the icons. */
  constructor(root, { phoneSheet, screenSheet, icons }) {
    this.sheets = { phone: phoneSheet, projector: screenSheet };
    this.icons = icons;
    this.frames = { phone: root.querySelector("iframe.as-phone"), projector: root.querySelector("iframe.as-projector") };
    this.shells = {};
    this.shown = {};
    this.last = null;
    for (const [role, frame] of Object.entries(this.frames)) {
      frame.addEventListener("load", () => this.loaded(role));
    }
  }

  /** `look` and `outline` as the server gave them. */
  show(look, outline) {
    this.last = look;
    for (const role of Object.keys(this.frames)) {
      const shell = this.shell(role, outline);
      if (this.shells[role] === shell) this.write(role);
      else {
        this.shells[role] = shell;
        this.shown[role] = null;
        this.frames[role].srcdoc = shell;
      }
    }
  }

  loaded(role) {
    const doc = this.frames[role].contentDocument;
    if (!this.last || !doc || !doc.getElementById("stage")) return;
    doc.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) event.preventDefault();
    });
    this.shown[role] = null;
    this.write(role);
  }

  write(role) {
    const doc = this.frames[role].contentDocument;
    const stage = doc && doc.getElementById("stage");
    const html = this.last[role];
    if (!stage || this.shown[role] === html) return;
    stage.innerHTML = html;
    this.shown[role] = html;
    this.lay(stage);
  }

  /** What a page's scripts would fill in: times, counts, names, a choice of prompts. */
  lay(stage) {
    const left = this.last.seconds ? clock(this.last.seconds) : "";
    for (const place of stage.querySelectorAll("[data-timer]")) {
      place.hidden = !left;
      if (place.localName !== "progress") place.textContent = left;
    }
    for (const line of stage.querySelectorAll("[data-timer-line]")) line.hidden = !left;
    for (const place of stage.querySelectorAll("[data-pulse]")) place.textContent = ROOM[place.dataset.pulse] || "";
    const room = stage.querySelector("[data-person]");
    const group = room ? { id: "1", room: "Room 1", topic: "" } : null;
    const mine = new OwnState(stage, (name) => name === "grouped" && Boolean(group));
    mine.hear({ nickname: "Blue Heron", person: room ? room.dataset.person : "", group, group_notes: [] });
    const kept = new Map();
    const shelf = { get: (key) => kept.get(key), set: (key, value) => kept.set(key, value) };
    new Prompt(stage, shelf).render();
    fit(stage);
  }

  shell(role, { lang, dir, theme }) {
    const sheet = `<link rel="stylesheet" href="${this.sheets[role]}">`;
    const attributes = `lang="${escaped(lang)}" dir="${dir}" data-theme="${escaped(theme)}"`;
    const head = `<meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Preview</title>${sheet}`;
    if (role === "projector") {
      return `<!doctype html><html class="projector" ${attributes}><head>${head}</head><body><main id="stage"></main></body></html>`;
    }
    return `<!doctype html><html ${attributes}><head>${head}</head><body class="participant">${this.bar()}<main id="stage"></main></body></html>`;
  }

  /** The bar on top of every phone, as a picture only. */
  bar() {
    const icon = (name) =>
      `<span class="icon-button"><svg class="icon"><use href="${this.icons}#${name}"></use></svg></span>`;
    const dot = '<span class="push"><span class="dot" data-state="here"></span></span>';
    return `<header class="bar" aria-hidden="true">${icon("leaf")}${dot}${icon("notes")}${icon("help")}${icon("exit")}</header>`;
  }
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
