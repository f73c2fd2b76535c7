/** Votes of one length, whatever they say, and texts of a few: encryption on the line hides words, not lengths. */

const STEP = 256;
export const LONGEST_TEXT = 1000;
export const LONGEST_WORD = 60;
const CLASSES = [1024, 4096, 16384, 40960, 61440];
export const BYTES = 4; // of one character, at the most

/** `body` filled up to a multiple of `room` bytes. */
export function padded(body, room = STEP) {
  const bare = size({ ...body, pad: "" });
  return { ...body, pad: ".".repeat((room - (bare % room)) % room) };
}

/** The bytes in which every answer to a form of this kind has room. `longest`: its longest answer, if it has one. */
export function roomFor(kind, most = 1, longest = {}) {
  if (kind === "text") return up(BYTES * LONGEST_TEXT + STEP);
  if (kind === "words") return up(BYTES * LONGEST_WORD * Math.max(most, 1) + STEP);
  return up(size(longest) + STEP / 2);
}

/** Notes and drafts may be of any length, so they go in one of a few sizes. All of them fit into a message (see parts.js). */
export function inClass(op) {
  if (!/^(note|draft):/.test(op.key)) return op;
  const filled = (pad) => ({ ...op, body: { ...op.body, pad } });
  return filled(filling(size(filled(""))));
}

/** Whether a message has room for it. */
export function fits(op) {
  return size({ ...op, body: { ...op.body, pad: "" } }) <= CLASSES[CLASSES.length - 1];
}

/** What fills `bytes` up to their class. */
export function filling(bytes) {
  const room = CLASSES.find((each) => each >= bytes) || bytes;
  return ".".repeat(room - bytes);
}

function up(bytes) {
  return STEP * Math.ceil(bytes / STEP);
}

function size(body) {
  return new TextEncoder().encode(JSON.stringify(body)).length;
}
