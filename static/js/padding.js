/** Votes of one length, whatever they say: encryption on the line hides words, not lengths. */

const STEP = 256;
const LONGEST_TEXT = 1000;
const LONGEST_WORD = 60;
const BYTES = 4; // of one character, at the most

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

function up(bytes) {
  return STEP * Math.ceil(bytes / STEP);
}

function size(body) {
  return new TextEncoder().encode(JSON.stringify(body)).length;
}
