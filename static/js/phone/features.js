/** All that a phone can do in the room. To add to it: a file beside this one, with hooks, and a line below. */

import { Bell } from "./bell.js";
import { Calendar } from "./calendar.js";
import { Hands } from "./hands.js";
import { Later } from "./later.js";
import { listenForLowTrace } from "./low-trace.js";
import { NeedAMoment } from "./need-a-moment.js";
import { Notes } from "./notes.js";
import { OwnState } from "./own-state.js";
import { Pause } from "./pause.js";
import { Prompt } from "./prompt.js";
import { Rank } from "./rank.js";
import { SkipStep } from "./skip-step.js";
import { Topics } from "./topics.js";
import { Votes } from "./votes.js";
import { Pulse } from "../shared/pulse.js";
import { Tally } from "../shared/tally.js";

/**
 * `room`: the stage's element `main`, the shelves `lasting` and `fleeting`, `outbox`, `receipts`; what happens to the
 * page: `changed()`, `flush()`; and `reached()`, how it is in touch.
 */
export function featuresOf(room) {
  const { main, lasting, fleeting, outbox, receipts, changed } = room;
  const votes = new Votes({ main, shelf: fleeting, lasting, outbox, receipts, changed });
  const moment = new NeedAMoment({ outbox, shelf: fleeting, changed });
  const bell = new Bell(lasting);
  listen(room);
  return [
    votes,
    new Notes({ main, shelf: lasting, outbox, receipts }),
    new Topics({ main, outbox, receipts }),
    new Rank(main),
    new Later(() => main.querySelector("[data-picture]"), (again) => import("./pictures.js" + again).then(({ Pictures }) => new Pictures(main, fleeting))),
    new Prompt(main, fleeting),
    new Hands({ main, outbox, shelf: fleeting }),
    bell,
    new SkipStep({ main, shelf: fleeting, moment, gone: (step) => outbox.put(`alone:${step}`, {}) }),
    new Pause({ main, shelf: lasting, bell }),
    new Later(() => isLate(fleeting), (again) => import("./recap.js" + again).then(({ Recap }) => new Recap(fleeting))),
    moment,
    new Calendar(main),
    new Later(() => main.querySelector("[data-try]"), (again) => import("./device-check.js" + again).then(({ DeviceCheck }) => new DeviceCheck({ main, bell, reached: room.reached }))),
    new OwnState(document.body, (name, told) => standing(name, told, votes, moment)),
    new Pulse(document.body),
    new Tally(main),
    receipts,
    new Later(() => main.querySelector("textarea"), (again) => import("./in-sight.js" + again).then(({ InSight }) => new InSight(main))),
  ];
}

/** What only waits for a finger. */
function listen({ outbox, flush }) {
  listenForLowTrace({ flush, empty: () => outbox.size === 0 });
}

/** By the door's mark, or by what is kept of it. */
function isLate(shelf) {
  return location.hash === "#new" || shelf.get("late");
}

function standing(name, told, votes, moment) {
  const own = { alone: told.alone, asked: told.asked, circle: told.circle, grouped: told.group, resting: moment.resting };
  if (name in own) return Boolean(own[name]);
  const vote = votes.standing(document.body.dataset.step || "");
  return name === "voted" ? vote !== "" : vote === name;
}
