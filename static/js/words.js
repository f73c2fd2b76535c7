/** The sentences that scripts show. `<div id="words" data-…>` of the page comes first, so that they can be translated. */

const PLAIN = {
  onPhone: "On this phone.",
  saved: "Saved.",
  draft: "Draft kept. Only you can see it.",
  passed: "That is fine. You are counted as done.",
  earlier: "You answered on another page. This is the answer that counts.",
  notArrived: "This did not arrive in time. It is still on this phone.",
  voteLate: "This poll closed before your answer arrived.",
  voteUnsure: "This poll is closed. Whether your last answer came in time cannot be looked up any more.",
  voteEarlier: "This poll is closed. Your earlier answer counts.",
  stillCounts: "Your earlier answer still counts until you choose another.",
  invalid: "This could not be kept.",
  reconnecting: "We keep your place. Connecting again …",
  newPage: "There is a newer version of this page. It loads as soon as your answers are saved.",
  yourAnswer: "your answer",
  promptChoice: "Which of these fits you? The choice stays on this phone.",
  series: "Your answer the first time: {before}. Now: {after}.",
  consoleAway: "You are offline. The phones keep this step; your buttons wait until the line is back.",
  consoleBusy: "That did not reach the server yet. It is sent as soon as the line is back.",
  stale: "Something changed on another device at the same moment. Look once more, then decide.",
  lost: "That did not reach the phones in time, so it was dropped. Please look at the step and choose again.",
  wantsIn: "wants to come in",
  away: "away",
  calls: "{n} asking",
  replyTo: "A word to {name}",
  skip: "Leave it out",
  unskip: "Let it come after all",
  movedOn: "Moved on.",
  revealed: "Shown to everyone.",
  ended: "The workshop has ended.",
  needed: "{n} of {k} needed for a result.",
  enough: "Enough for a result.",
  bell: "The bell rings.",
  close: "Close",
  restingCount: "{n} resting",
  hands: "would like to speak: {names}",
  admit: "Let in",
  remove: "Remove",
  removeSure: "Remove {name} from this session? What they wrote for themselves stays theirs.",
  copied: "Copied.",
  copyByHand: "It is marked now. Copy it with the keys or the menu of your device.",
  seedTitle: "My seed from the workshop",
};

const own = document.getElementById("words");

export function word(name, values = {}) {
  const text = (own && own.dataset[name]) || PLAIN[name] || "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}
