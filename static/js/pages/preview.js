/** The preview of a saved file: it asks once a second whether the file was saved, and shows it anew. */

import { describe } from "../editor/findings.js";
import { Frames } from "../editor/preview-frames.js";
import { Phases } from "../editor/preview-phases.js";
import { Plan } from "../editor/preview-plan.js";
import { word } from "../editor/words.js";

const EVERY = 1000;
const { base } = document.body.dataset;
const place = (id) => document.getElementById(id);

let step = decodeURIComponent(location.hash.slice(1));
let phase = "";
let mark = "";

const frames = new Frames(document, document.body.dataset);
const phases = new Phases(place("phases"), (chosen) => go(step, chosen));
const plan = new Plan(place("look-plan"), (id) => go(id, ""));

function go(id, chosen) {
  [step, phase, mark] = [id, chosen, ""];
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  return ask();
}

async function ask() {
  const query = new URLSearchParams({ step, phase, mark });
  try {
    const reply = await fetch(`${base}/look?${query}`, { cache: "no-store", redirect: "error" });
    if (reply.status === 204) return say(word("follows"));
    if (!reply.ok) return say(word("notReadNow"));
    return show(await reply.json());
  } catch {
    return say(word("waitsForServer"));
  }
}

function show({ look, outline, messages, mark: now }) {
  mark = now;
  place("script-title").textContent = outline.title || place("script-title").textContent;
  place("look-title").textContent = look.title;
  place("look-kind").textContent = look.kind;
  frames.show(look, outline);
  phases.show(look);
  plan.show(outline, look.step);
  place("findings").replaceChildren(...messages.map((message) => describe(message)));
  place("findings").hidden = !messages.length;
  say(word("follows"));
}

function say(text) {
  const state = place("file-state");
  if (state.textContent !== text) state.textContent = text;
}

async function follow() {
  if (!document.hidden) await ask();
  setTimeout(follow, EVERY);
}

follow();

document.documentElement.dataset.runs = ""; // see before/old-browser.js
