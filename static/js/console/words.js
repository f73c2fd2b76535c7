/** The sentences of the console alone, so that no phone carries them. */

import { learn, word } from "../shared/words.js";

learn({
  notPossible: "That was not possible just now. Please look at the step and choose again.",
  consoleAway: "You are offline. The phones keep this step; your buttons wait until the line is back.",
  consoleBusy: "That did not reach the server yet. It is sent as soon as the line is back.",
  onItsWay: "On its way. It stays here until it has arrived.",
  oneAtATime: "One moment: what you pressed before is still on its way. Then press again.",
  lost: "That did not reach the phones in time, so it was dropped. Please look at the step and choose again.",
  wantsIn: "wants to come in",
  takenOut: "taken out",
  unseenSure: "Take all {n} off the list who joined and never connected? Nothing of theirs is lost, for there is nothing.",
  removeUnseen: "Take them off",
  full: "The room is full, so nobody more comes in.",
  moreSeats: "Make it twice as large",
  admitAgain: "Let in again",
  unseen: "{n} joined and never came.",
  skip: "Leave it out",
  unskip: "Let it come after all",
  stale: "Something changed on another device at the same moment. Look once more, then decide.",
  hands: "Would like to speak: {names}",
  phaseGroups: "The groups are at work.",
  phaseWritingTeam: "People can write now.",
  revealed: "Shown to everyone.",
  calls: "{n} asking",
  atTheDoor: "{n} at the door",
  replyTo: "A word to {name}",
  movedOn: "Moved on.",
  repeated: "Once more from the beginning of this part.",
  restingCount: "{n} resting",
  admit: "Let in",
  admitAll: "Let all in ({n})",
  yes: "Yes",
  toldTooFew: "The room was told why nothing shows.",
  remove: "Remove",
  removeSure: "Remove {name} from this session? What they wrote for themselves stays theirs.",
  tryLine: "The line is good.",
  tryLineYet: "Looking whether this network lets everything through.",
  lineSlow: "This network blocks live connections; everything works, a little slower.",
});

export { word };
