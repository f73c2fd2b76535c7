/** A prompt that was on before, on a page of its own: written and kept as in the room, over plain HTTP. */

import { Banner } from "../line/banner.js";
import { Calendar } from "../phone/calendar.js";
import { Http } from "../line/http.js";
import { Notes } from "../phone/notes.js";
import { Outbox } from "../line/outbox.js";
import { away, guardWords } from "../phone/only-here.js";
import { fleeting, lasting } from "../phone/shelves.js";
import { page } from "../shared/page.js";
import { listenForLimits } from "../shared/limits.js";
import { sendInParts } from "../line/split-op.js";
import { Prompt } from "../phone/prompt.js";
import { Receipts } from "../line/receipts.js";
import { Timers } from "../shared/timers.js";

const { main } = page;
const http = new Http(page.session);
const banner = new Banner(away);
const outbox = new Outbox({ lasting, fleeting, send, heard: (entry, state, ack) => notes.heard(entry, state, ack) });
const receipts = new Receipts(main);
const notes = new Notes({ main, shelf: lasting, outbox, receipts });

function send(op) {
  return sendInParts(op, (part) => http.send("op", part)).then(
    (ack) => (banner.show("http"), ack),
    (error) => {
      banner.show("away");
      throw error;
    },
  );
}

listenForLimits();
guardWords(() => banner.again());
new Prompt(main, fleeting).render();
new Timers(document.body).set({});
new Calendar(main).render();
window.addEventListener("pagehide", () => notes.flush());
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && notes.flush());
notes.takeEarly();
notes.mine(page.mine);
outbox.connected();
document.documentElement.dataset.runs = ""; // see before/old-browser.js
