/** A filled sheet may have no room in one message: then its fields go in several, and come to one ack. */

import { fits, inClass } from "./padding.js";

const KEPT = ["ok", "dup", "stale"]; // the first that any of them came to is what the sheet came to

/** The same op, or several with some of its fields each. */
export function parts(op) {
  if (!op.body.fields || fits(op)) return [op];
  const found = [];
  for (const [name, text] of Object.entries(op.body.fields)) {
    const last = found[found.length - 1];
    const longer = last && holding(op, { ...last.body.fields, [name]: text });
    if (longer && fits(longer)) found[found.length - 1] = longer;
    else found.push(holding(op, { [name]: text }));
  }
  return found;
}

function holding(op, fields) {
  return { ...op, body: { ...op.body, fields } };
}

/** `send(op)`: a promise of its ack. What is lost on the way is all sent again: a part that arrived comes to `dup`. */
export async function sendInParts(op, send) {
  const acks = [];
  for (const part of parts(op)) {
    const ack = await send(inClass(part));
    if (!ack || !["closed", ...KEPT].includes(ack.status)) return ack;
    acks.push(ack);
  }
  return acks.length === 1 ? acks[0] : together(acks);
}

function together(acks) {
  const status = ["closed", ...KEPT].find((each) => acks.some((ack) => ack.status === each));
  const first = acks.find((ack) => ack.status === status);
  const fields = Object.assign({}, ...acks.map(({ value }) => value && value.fields));
  const waits = acks.some((ack) => ack.waits);
  return { ...first, n: Math.max(...acks.map(({ n }) => n || 0)), value: { fields }, ...(waits ? { waits } : {}) };
}
