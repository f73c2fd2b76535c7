/** The arithmetic of staying connected: which frame is newer, and how long to wait. */

const FIRST = 250;
const SOON = 1000; // the longest wait while the server may just be starting
const SOON_TRIES = 20; // which takes some ten seconds
const LONGEST = 5000;

/** Milliseconds before try number `attempt` (from 0): full jitter, so that a room does not come back at once. */
export function backoff(attempt, random = Math.random) {
  const longest = attempt < SOON_TRIES ? SOON : LONGEST;
  return random() * Math.min(longest, FIRST * 2 ** Math.min(attempt, 10));
}

export function within(least, most, random = Math.random) {
  return least + random() * Math.max(0, most - least);
}

/** A stage is whole, so a newer one replaces an older; another e (a restored backup) replaces everything. */
export function newer(have, frame) {
  return !sameEra(have, frame) || frame.v > have.v;
}

/** The beat tells of a frame that never came. An older beat is one that was overtaken on its way. */
export function behind(have, beat) {
  return newer(have, beat);
}

/** An answer that says "later" carries no stage, and must not be shown as one. */
export function whole(snapshot) {
  return Boolean(snapshot) && typeof snapshot.html === "string";
}

/** A snapshot is taken also when it is what we have: laying it over again changes nothing. */
export function acceptable(have, snapshot) {
  return !sameEra(have, snapshot) || snapshot.v >= have.v;
}

function sameEra(have, frame) {
  return String(have.e) === String(frame.e);
}
