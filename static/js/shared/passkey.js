/** Passkeys: what the server asks, as the browser's own functions take it, and the device's answer as JSON. */

import { renewed, token } from "./token.js";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const possible = () => Boolean(window.PublicKeyCredential && navigator.credentials);

/** The form that makes a passkey, or opens the door with one: there only where the browser can do it. */
export function listenForPasskeys(selector) {
  const form = document.querySelector(selector);
  if (!form) return;
  form.hidden = !possible();
  const none = document.querySelector("[data-no-passkeys]");
  if (none) none.hidden = possible();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(form);
  });
}

async function go(form) {
  const { begin, keep, open, failed } = form.dataset;
  const told = form.querySelector("[role=alert]");
  const button = form.querySelector("[type=submit]");
  told.hidden = button.disabled = true;
  try {
    const asked = await send(begin);
    const answer = await (keep ? make(asked) : prove(asked));
    const done = await send(keep || open, { answer, name: form.elements.name?.value, next: form.elements.next?.value });
    location.assign(done.to);
    if (keep) location.reload();
  } catch (error) {
    // A device's own words, or somebody who thought better of it: only ours are sentences for people.
    told.querySelector("span").textContent = error instanceof Refused ? error.message : failed;
    told.hidden = false;
    button.disabled = false;
  }
}

class Refused extends Error {}

const post = (path, body) =>
  fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
    body: JSON.stringify(body),
  });

/** Send JSON as a form of ours would: with the page's token. The answer's JSON; throws Refused with its sentence. */
async function send(path, body = {}) {
  const sent = token();
  let answer = await post(path, body);
  if (answer.status === 400 && (await renewed(sent))) answer = await post(path, body);
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw told.message ? new Refused(told.message) : new Error("no sentence");
  return told;
}

/** A new passkey on this device. */
async function make(asked) {
  const known = (asked.excludeCredentials || []).map((each) => ({ ...each, id: bytes(each.id) }));
  const user = { ...asked.user, id: bytes(asked.user.id) };
  const publicKey = { ...asked, challenge: bytes(asked.challenge), user, excludeCredentials: known };
  return told(await navigator.credentials.create({ publicKey }), ["attestationObject"]);
}

/** Whichever passkey of this address its owner chooses. */
async function prove(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: [] };
  return told(await navigator.credentials.get({ publicKey }), ["authenticatorData", "signature", "userHandle"]);
}

function told(credential, fields) {
  const { response } = credential;
  const parts = ["clientDataJSON", ...fields].filter((name) => response[name]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(parts.map((name) => [name, text(response[name])])),
  };
}
