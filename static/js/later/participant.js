/**
 * The phone's second half: all that one can do in the room, with the outbox. It comes once the room is seen, for it is
 * as large as the first one (pages/participant.js), and there is nothing to do before.
 */

import { Outbox } from "../line/outbox.js";
import { partsOf } from "../line/op-key.js";
import { Receipts } from "../line/receipts.js";
import { Reload } from "../line/reload.js";
import { sendInParts } from "../line/split-op.js";
import { featuresOf } from "../phone/features.js";
import { onlyHere } from "../phone/only-here.js";
import { fleeting, lasting, lowTrace } from "../phone/shelves.js";
import { listenForLimits } from "../shared/limits.js";
import { morph } from "../shared/morph.js";
import { notify } from "../shared/notices.js";
import { page } from "../shared/page.js";
import { root } from "../shared/root.js";
import { changeKey } from "../shared/sealed.js";
import { word } from "../shared/words.js";

const LATER = 2000;

/** `line`: the connection; `features`: still without any; `anew`: whether what is on the stage came over the line. */
export function begin({ line, stage, features, anew }) {
  const { main } = page;
  const flush = () => features.tell("flush");
  const outbox = new Outbox({ lasting, fleeting, send: (op) => sendInParts(op, (part) => line.send("op", part)), heard });
  const reload = new Reload(fleeting, () => outbox.size === 0, flush, onlyHere);
  const room = {
    main,
    lasting,
    fleeting,
    outbox,
    receipts: new Receipts(main),
    changed: () => features.tell("acted"),
    flush,
    reached: () => line.state,
  };

  function heard(entry, state, ack) {
    const owner = features.owner(partsOf(entry.key).verb);
    if (owner) owner.heard(entry, state, ack);
    else if (state === "invalid" || state === "closed") notify((ack && ack.why) || word("invalid"));
    features.tell("acted");
  }

  listenForLimits();
  features.arrive([whose(outbox), ...featuresOf(room), kept(outbox), { reload: () => reload.want() }], anew);
  stage.morphs(morph);
  if (navigator.serviceWorker) setTimeout(shell, LATER);
}

/** A phone that changes hands joins anew: the texts of the person before are not for the next one. */
function whose(outbox) {
  return {
    person({ person }) {
      if (!person) return;
      const before = lasting.get("person") || fleeting.get("person");
      if (before && before !== person) handOn(outbox);
      lasting.set("person", person);
      fleeting.set("person", person);
    },
  };
}

function handOn(outbox) {
  outbox.wipe();
  for (const storage of ["localStorage", "sessionStorage"]) changeKey(page.session, storage);
}

/** What waits goes as soon as there is a line; votes stay as long as somebody may ask for them. */
function kept(outbox) {
  let votesGone = false; // from the files of this browser, too
  return {
    reached: (there) => (there ? outbox.connected() : outbox.disconnected()),
    wipe: () => outbox.wipe(),
    shown({ phase }) {
      if (phase === "ended") votesGone = forgetVotes(votesGone);
    },
  };
}

/** It is over: nobody asks for them any more, and whoever opens this browser need not find them. */
function forgetVotes(gone) {
  const own = fleeting.names().filter((name) => name.startsWith("own:"));
  for (const name of own) fleeting.remove(name);
  if (gone) return true;
  changeKey(page.session, "sessionStorage");
  fleeting.names(); // what else stands there is sealed anew
  return true;
}

/** After all that is more urgent. In a low-trace workshop nothing stays, and what another one left here goes. */
function shell() {
  import("../phone/shell.js").then(({ keep, forget }) => (lowTrace ? forget : keep)(root, document.documentElement.lang), () => {});
}
