/** The sentences of the editor and of the preview, so that no phone carries them. */

import { learn, word } from "../shared/words.js";

learn({
  lineOf: "Line {n} of {all}",
  line: "Line {n}",
  lineIn: "{path}, line {n}",
  toLookAt: "To look at: {message}",
  fix: "Fix",
  fixLine: "Fix line {n}: {message}",
  noMistakes: "No mistakes",
  mistake: "{n} mistake",
  mistakes: "{n} mistakes",
  someToLookAt: "{n} to look at",
  helpOfText: "The text of the script. Tab leaves it. F8 goes to the next message, Ctrl and full stop mends the line.",
  unsaved: "Not saved yet.",
  saving: "Saving …",
  notSaved: "Not saved: download it to keep it.",
  notSavedChanged: "Not saved: this script was changed elsewhere.",
  serverAway: "The server does not answer.",
  serverSaid: "The server answered with {status}.",
  signedOut: "You are signed out. Sign in again in another tab, then go on here.",
  notRead: "The server could not read this text.",
  cannotStart: "This script cannot start yet. Mend what is marked first.",
  fileGone: "The file was deleted or renamed since you opened it. Your text is here, and kept on this computer.",
  twoTexts: "Somebody changed this script since you opened it: in another window, or in the file itself. Both texts are still there. Lines with a minus are the other version, lines with a plus are yours.",
  lookAtBoth: "Look at both",
  changedMeanwhile: "This script was changed elsewhere while you were writing.",
  newText: "The file was changed elsewhere. You see the new text.",
  company: "This script is open in another window too. You are told if it is saved there.",
  neverSaved: "From {when} there is text on this computer that was never saved.",
  takeIt: "Take it",
  throwAway: "Throw it away",
  follows: "Follows the file as it is saved.",
  notReadNow: "The file cannot be read just now.",
  waitsForServer: "The server does not answer. This page goes on as soon as it does.",
});

export { word };
