/** The sentences that scripts show: the one place where they stand. */

import { isolated, wayOf } from "./isolation.js";

const PLAIN = {
  onPhone: "On this phone. Not sent yet.",
  onlyHere: "Only this page holds it, so please leave the page open.",
  onlyHereAway: "We keep your place. What you wrote is only on this page, so please leave the page open.",
  cannotKeep: "This browser cannot keep it. Please copy it before you leave this page.",
  notSentYet: "Not sent yet.",
  notSentYetEarlier: "Not sent yet. Your earlier answer counts until then.",
  sendNow: "Closing now. Send it, or it stays with you.",
  needText: "Please write something first.",
  needChoice: "Please choose an answer first.",
  needPlaces: "Please find a place for each of them.",
  needOne: "Please answer one question at least.",
  needRow: "Please give a number to one line at least.",
  needDot: "Please give one at least.",
  needPoints: "Please give all of them. Left: {n}.",
  dotsOver: "These are {n} too many.",
  notSent: "This was not sent.",
  notSentTitle: "This was not sent",
  maybeSentTitle: "This may not have arrived",
  notSentHelp: "Your words are still here, to copy or to keep.",
  answerNotSent: "“{title}” closed before your answer was sent, so it does not count.",
  quoted: "“{title}”",
  answersNotSent: "These closed before your answer was sent, so they do not count: {titles}.",
  keptHere: "Kept in this browser. You find it under My notes.",
  saved: "Saved.",
  draft: "Draft kept. Only you can see it.",
  passed: "That is fine. You are counted as done.",
  earlier: "You answered on another page. This is the answer that counts.",
  notArrived: "This did not arrive in time. It is still on this phone.",
  voteLate: "This poll closed before your answer arrived.",
  voteUnsure: "This poll is closed. Whether your last answer came in time cannot be looked up any more.",
  voteEarlier: "This poll is closed. Your earlier answer counts.",
  stillCounts: "Your earlier answer still counts until you choose another.",
  later: "The server is busy. Your answer waits on this phone and goes by itself.",
  invalid: "This could not be kept. Please look at it once more.",
  closing: "Collecting the last answers.",
  reconnecting: "We keep your place. What you wrote is safe on this phone.",
  newPage: "There is a newer version of this page. It loads as soon as your answers are saved.",
  yourAnswer: "your answer",
  promptChoice: "Which of these fits you? The choice stays on this phone.",
  series: "Your answer the first time: {before}. Now: {after}.",
  phasePrepared: "It opens in a moment.",
  phaseOpen: "The poll is open. {answers}",
  phaseAnswer: "One answer.",
  phaseAnswers: "{n} answers.",
  phaseClosed: "The poll is closed.",
  phaseResult: "The result. {result}",
  phaseTexts: "{n} texts.",
  phaseWriting: "You can write now.",
  phaseWritingClosed: "The time to share is over. What you write stays yours.",
  phaseRole: "You are now: {role}.",
  phaseGroup: "You are in {group} with {names}.",
  phaseGroupAlone: "You are in {group}.",
  phaseRound: "Now: {title}.",
  phaseRecall: "Come back gently. Finish your sentence and thank each other.",
  phaseRecalled: "Everybody is back together.",
  phasePaused: "Paused for everyone. Nothing is lost.",
  phaseResumed: "We go on.",
  few: "few",
  half: "about half",
  most: "most",
  away: "away",
  ended: "The workshop has ended.",
  needs: "A result needs {k} answers.",
  needed: "{n} of {k} needed for a result.",
  enough: "Enough for a result.",
  bell: "The bell rings.",
  close: "Close",
  copy: "Copy",
  copied: "Copied.",
  copyByHand: "It is marked now. Copy it with the keys or the menu of your device.",
  promptAgain: "Another one fits better",
  tryLineNot: "There is no line just now. The page keeps trying by itself.",
  waits: "Sent. The facilitators read it first.",
  returned: "The team gave this back to you: “{said}” Others do not see it. You may change it and send it again.",
  returnedPlain: "The team gave this back to you. Others do not see it. You may change it and send it again.",
  inMyNotes: "You find it under My notes.",
  taken: "Taken back. Only you can read it now.",
  planted: "Planted. Only you can read it.",
  wordsSoFar: "{n} of about {most} words.",
  wordsOver: "{n} words. About {most} are plenty; longer is fine, too.",
  someLeft: "Characters left: {n}.",
  tooLong: "Too long by {n}. All of it is still here; up to {most} characters can be sent.",
  seedTitle: "My seed from the workshop",
};

/** In the page's language, where the page brought them. */
const OWN = JSON.parse(globalThis.document?.querySelector?.('meta[name="words"]')?.content || "{}");

/** Words that only one page needs come with that page. */
export function learn(more) {
  Object.assign(PLAIN, more);
}

export function word(name, values = {}) {
  const sentence = OWN[name] || PLAIN[name] || "";
  const way = wayOf(sentence);
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? isolated(values[key], way) : whole));
}
