/**
 * What is said aloud as the workshop moves: one table for phones and for the console. Each line is said once,
 * when what it is about is new; the page itself says how it stands, so a reload tells it anew and a morph does not.
 */

import { listed } from "./language.js";
import { word } from "./words.js";

const POLL = {
  prepared: () => word("phasePrepared"),
  open: (root) => word("phaseOpen", { answers: forTeam() ? "" : answersOf(root) }).trim(),
  closing: () => word("closing"),
  closed: () => word("phaseClosed"),
  revealed: (root) => word("phaseResult", { result: resultOf(root) }),
};
const WRITING = { open: () => word(forTeam() ? "phaseWritingTeam" : "phaseWriting"), closed: () => word("phaseWritingClosed") };
const GROUPS = { running: groupOf, open: groupOf, recalling: () => word("phaseRecall"), recalled: () => word("phaseRecalled") };
const TABLE = {
  poll: POLL, "check-in": POLL, reflect: WRITING, worksheet: WRITING, breakout: GROUPS,
  paused: { "": () => word("phasePaused") },
  ended: { "": () => word("ended") },
};

export class Spoken {
  constructor(root) {
    this.root = root;
    this.was = this.now();
  }

  now() {
    const stage = this.root.querySelector("[data-kind]");
    const { kind = "", phase = "" } = stage ? stage.dataset : {};
    const paused = kind === "paused" || Boolean(stage && "paused" in stage.dataset);
    const round = this.root.querySelector(".rounds [aria-current]");
    const role = textOf(this.root.querySelector(`.room [data-person="${document.body.dataset.person}"] [data-role]`));
    return { step: document.body.dataset.step || "", kind, phase, paused, round: round ? textOf(round.querySelector("b")) : "", role };
  }

  /** The sentences for what is new since the last time, or "". */
  news() {
    const [was, now] = [this.was, this.now()];
    this.was = now;
    const said = [];
    if (now.paused && !was.paused) return word("phasePaused");
    if (was.paused && !now.paused) said.push(word("phaseResumed"));
    const same = was.step === now.step && was.kind === now.kind && was.phase === now.phase;
    if (!same) said.push(this.line(now));
    if (now.round && now.round !== was.round) said.push(word("phaseRound", { title: now.round }));
    if (now.role && now.role !== was.role) said.push(word("phaseRole", { role: now.role }));
    return said.filter(Boolean).join(" ");
  }

  line({ kind, phase }) {
    const lines = TABLE[kind] || {};
    const line = lines[phase] || lines[""];
    return line ? line(this.root) : "";
  }
}

function forTeam() {
  return document.body.classList.contains("console-page");
}

function answersOf(root) {
  const choices = root.querySelectorAll("form .choices .choice").length;
  if (!choices) return "";
  return choices === 1 ? word("phaseAnswer") : word("phaseAnswers", { n: choices });
}

/** The numbers as a person would read them out. */
function resultOf(root) {
  const parts = [...root.querySelectorAll(".of-question")];
  if (parts.length) return parts.map((part) => `${textOf(part.querySelector("h2"))}: ${resultOf(part)}`).join(" ");
  const held = root.querySelector(".held, .brief");
  const chart = root.querySelector("figure.chart");
  if (!chart) return held ? textOf(held) : "";
  const rows = [...chart.querySelectorAll(".bars > li, .ridge-ticks > li, .cloud > li, .ladder > li, .sorted tbody tr")].map(rowOf);
  const texts = chart.querySelectorAll(".wall > li").length;
  const average = textOf(chart.querySelector(".legend"));
  const said = [textOf(chart.querySelector(".held")), ...rows, texts ? word("phaseTexts", { n: texts }) : "", average, textOf(chart.querySelector("figcaption"))];
  return said.filter(Boolean).map((each) => each.replace(/[.\s]*$/, ".")).join(" ");
}

function rowOf(row) {
  if (row.matches("tr")) return statement(row);
  const name = textOf(row.querySelector("bdi")) || row.dataset.label || "";
  const more = textOf(row).slice(name.length).replace(word("yourAnswer"), "").replace(/^[:\s]+/, "").trim();
  return more ? `${name}: ${more}` : name;
}

/** What was sorted or rated: its shares, or the average alone, or why there is none. */
function statement(row) {
  const cells = row.querySelector(".mean") ? [row.lastElementChild] : [...row.querySelectorAll("td")];
  const told = cells.map((cell) => `${cell.dataset.head || ""} ${textOf(cell)}`.trim()).join(", ");
  return `${textOf(row.querySelector("bdi"))}: ${told}`;
}

function groupOf(root) {
  const room = root.querySelector(".room");
  if (!room) return forTeam() ? word("phaseGroups") : "";
  const self = document.body.dataset.person;
  const others = [...room.querySelectorAll("[data-person]")].filter((person) => person.dataset.person !== self);
  const names = others.map((person) => textOf(person.querySelector("bdi")));
  const group = textOf(room.querySelector(".name"));
  return names.length ? word("phaseGroup", { group, names: listed(names) }) : word("phaseGroupAlone", { group });
}

/** A number that is drawn stands beside it in words, too. */
function textOf(node) {
  const parts = node ? [...node.childNodes].filter(({ nodeName }) => nodeName !== "svg") : [];
  return parts.map((part) => part.textContent).join("").trim().replace(/\s+/g, " ");
}
