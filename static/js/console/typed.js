/**
 * What the facilitator typed, kept until it was carried out. The dialog stays open until the server has said yes;
 * refused, dropped or overtaken it stays, or opens again, with the text and the reason. A reload keeps the text too.
 */

import { contents } from "./command-body.js";
import { closeDialog, openDialog } from "../shared/dialogs.js";
import { notify } from "../shared/notices.js";
import { word } from "./words.js";

export class Typed {
  /** `closed()`: called after a dialog of ours has closed itself; `emptied(form)`: after its form was. */
  constructor({ shelf, closed, emptied }) {
    Object.assign(this, { shelf, closed, emptied });
    this.reasons = new Map(); // why what stands in a form was not carried out, by its name
    document.addEventListener("input", ({ target }) => this.keep(target.form));
    const ask = (event) => this.onlyHere && event.preventDefault();
    document.addEventListener("fallen", () => window.addEventListener("beforeunload", ask));
  }

  /** Whether words would go with this page, as its browser keeps nothing, or not so much. */
  get onlyHere() {
    const { shelf } = this;
    const typed = shelf.names().filter((name) => name.startsWith("typed:") && shelf.fleets(name));
    return typed.some((name) => Object.values(shelf.get(name)).join("").trim());
  }

  /** Laid back after a reload, and when a dialog is about another person. */
  restore(root = document) {
    for (const form of root.querySelectorAll("dialog form[data-command]")) {
      const kept = this.shelf.get(nameOf(form));
      for (const box of boxes(form)) box.value = (kept && kept[box.name]) || box.defaultValue;
      say(form, this.reasons.get(nameOf(form)) || "");
    }
  }

  /** Forms that come with what the server tells: a line to go with a text that is given back, a name for some. */
  lay() {
    for (const form of document.querySelectorAll("form[data-command][id]")) {
      const kept = this.shelf.get(nameOf(form));
      for (const box of kept ? boxes(form) : []) if (box.value === box.defaultValue) box.value = kept[box.name] || "";
    }
  }

  keep(form) {
    if (form && form.matches("form[data-command]") && boxes(form).length) this.shelf.set(nameOf(form), textsOf(form));
  }

  /** A form was sent: what becomes of it, as `Commands.give` wants to know. */
  follow(form) {
    const name = nameOf(form);
    const texts = textsOf(form);
    const sent = JSON.stringify(texts);
    const whole = contents(form);
    form.setAttribute("aria-busy", "true");
    this.reasons.delete(name);
    say(form, "");
    return {
      done: () => this.carriedOut(form, name, sent),
      failed: (reason, asks) => {
        form.dataset.asked = asks ? whole : "";
        this.notCarriedOut(form, name, texts, reason);
      },
      waits: (reason) => form.isConnected && nameOf(form) === name && say(form, reason),
    };
  }

  /** Words that were typed meanwhile, for the next time, stay. */
  carriedOut(form, name, sent) {
    form.removeAttribute("aria-busy");
    const same = nameOf(form) === name && JSON.stringify(textsOf(form)) === sent;
    if (same || nameOf(form) !== name) this.shelf.remove(name);
    if (!same) return;
    form.reset();
    say(form, "");
    this.emptied(form);
    const dialog = form.closest("dialog");
    if (!dialog || !dialog.open) return;
    closeDialog(dialog);
    this.closed();
  }

  notCarriedOut(form, name, texts, reason) {
    this.reasons.set(name, reason);
    form.removeAttribute("aria-busy");
    if (!form.isConnected) return notify(`${reason} ${Object.values(texts).join(" ")}`, { stay: true, closes: word("close") });
    const dialog = form.closest("dialog");
    const elsewhere = document.querySelector("dialog[open]");
    if (!dialog || nameOf(form) !== name || (elsewhere && elsewhere !== dialog)) notify(reason, { kind: "command", stay: true, closes: word("close") });
    if (nameOf(form) !== name) return undefined;
    if (dialog && !elsewhere) openDialog(dialog);
    return say(form, reason);
  }
}

/** One text for each form, and for each person or text that it is about. */
function nameOf(form) {
  const person = form.querySelector('[name="person"][type="hidden"]');
  const place = form.closest("dialog") ? [...form.closest("dialog").querySelectorAll("form")].indexOf(form) : form.id;
  return `typed:${form.dataset.command}:${place}:${person ? person.value : ""}`;
}

function boxes(form) {
  return [...form.querySelectorAll("textarea, input:not([type=radio], [type=checkbox], [type=hidden])")];
}

function textsOf(form) {
  return Object.fromEntries(boxes(form).map((box) => [box.name, box.value]));
}

/** The reason stands in the form, where the words are. */
function say(form, reason) {
  let line = form.querySelector("[data-form-told]");
  if (!line && !reason) return;
  if (!line) {
    line = document.createElement("p");
    line.className = "error";
    line.dataset.formTold = "";
    line.setAttribute("role", "alert");
    form.append(line);
  }
  line.textContent = reason;
  line.hidden = !reason;
  if (reason) line.scrollIntoView({ block: "nearest" }); // below the last button it would be out of sight
}
