/**
 * What a participant's browser keeps lies sealed on its disk. Browsers leave what they took out of their storage in
 * its files for a long time; so the key stands in a cookie, and once that is gone nobody can read what is left there.
 */

import { root } from "./root.js";
import { disk, prefixOf, Shelf } from "./storage.js";
import { streamXOR } from "../../vendor/chacha.js";

/** Each storage has a key of its own, which the server gives (people/identity.py). That of votes goes with the window. */
const KEYS = { localStorage: "-key", sessionStorage: "-votes-key" };
const MONTH = "; Max-Age=2592000"; // until the next page, which gives the key the days of the participant's cookie
const MARK = "~"; // no JSON begins so: what has none was kept before there were keys
const KEY = 32;
const NONCE = 12;
const LEAST = 1024; // bytes: the length of an answer would tell which one it is
const SPACE = 32;
const PIECE = 8192; // as many arguments as every browser takes

/** A storage whose texts are sealed; the names stay readable, and hold no words. */
export class SealedDisk {
  /** `key()`: 43 signs of base64url, or "" where there is none. Then nothing is put there. */
  constructor(disk, prefix, key) {
    Object.assign(this, { disk, prefix, ask: key, known: "", read: new Map() });
  }

  get length() {
    return this.disk.length;
  }

  /** Nothing for what cannot be read any more. */
  key(at) {
    const name = this.disk.key(at) || "";
    return name.startsWith(this.prefix) && this.getItem(name) !== null ? name : "";
  }

  /** Opened once: names are asked for again and again. */
  getItem(name) {
    const key = this.secret();
    const raw = this.disk.getItem(name);
    const before = this.read.get(name) || {};
    if (before.raw !== raw || before.key !== key) this.read.set(name, { raw, key, text: opened(raw, key) });
    return this.read.get(name).text;
  }

  /** Throws where there is no key, as a full disk does. */
  setItem(name, text) {
    this.disk.setItem(name, sealed(text, this.secret()));
  }

  removeItem(name) {
    this.disk.removeItem(name);
  }

  /** Another tab, or the end of the workshop, may have put another key in its place. */
  secret() {
    const [before, now] = [this.known, this.ask()];
    if (now) this.known = now;
    if (before && now && before !== now) this.reseal(before, now);
    return now;
  }

  reseal(before, now) {
    const names = Array.from({ length: this.disk.length }, (_, at) => this.disk.key(at));
    for (const name of names.filter((each) => each.startsWith(this.prefix))) {
      const [raw, text] = [this.disk.getItem(name), opened(this.disk.getItem(name), before)];
      if (text !== null && text !== raw) this.disk.setItem(name, sealed(text, now));
    }
  }
}

/** The mark, and in base64 a nonce and the text, which is filled up with spaces to one of a few lengths. */
function sealed(text, key) {
  const plain = new TextEncoder().encode(text);
  const whole = new Uint8Array(NONCE + Math.max(LEAST, 2 ** Math.ceil(Math.log2(plain.length)))).fill(SPACE);
  whole.set(plain, NONCE);
  crypto.getRandomValues(whole.subarray(0, NONCE));
  return MARK + base64(crypted(whole, key));
}

/** null: sealed with another key, or by nobody of ours. */
function opened(text, key) {
  if (!text || !text.startsWith(MARK)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(crypted(bytes(text.slice(1)), key).subarray(NONCE)).trimEnd();
  } catch {
    return null;
  }
}

/** In its place, all behind the nonce. Without a proof of origin: whoever can write here can write the page's script. */
function crypted(whole, key) {
  const text = whole.subarray(NONCE);
  streamXOR(bytes(key.replace(/-/g, "+").replace(/_/g, "/")), whole.subarray(0, NONCE), text, text);
  return whole;
}

function bytes(text) {
  const signs = atob(text);
  const whole = new Uint8Array(signs.length);
  for (let at = 0; at < whole.length; at += 1) whole[at] = signs.charCodeAt(at);
  return whole;
}

function base64(whole) {
  let text = "";
  for (let at = 0; at < whole.length; at += PIECE) text += String.fromCharCode(...whole.subarray(at, at + PIECE));
  return btoa(text);
}

let jar = null; // the cookies, asked once in a turn of the page: browsers ask another process

/** [name, text] of a session's key; its name begins as the server's address has it (`__Host-`). */
function cookie(session, end) {
  if (jar === null) Promise.resolve().then(() => (jar = null));
  if (jar === null) jar = cookies();
  const found = jar.split("; ").map((each) => each.split("="));
  return found.find(([name]) => name.endsWith(`workshop-${session}${end}`)) || ["", ""];
}

/** A page in a frame that is a stranger to its own address may not even look. */
function cookies() {
  try {
    return document.cookie;
  } catch {
    return "";
  }
}

function put(name, text, more) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  if (name) document.cookie = `${name}=${text}; Path=${root || "/"}; SameSite=Lax${secure}${more}`;
  jar = null;
}

/** What lies on the disk under the key until now can be read no more; what still stands is sealed anew at the next look. */
export function changeKey(session, storage) {
  const fresh = base64(crypto.getRandomValues(new Uint8Array(KEY)));
  const text = fresh.replace(/\+/g, "-").replace(/\//g, "_").replace("=", "");
  put(cookie(session, KEYS[storage])[0], text, storage === "localStorage" ? MONTH : "");
}

/** [lasting, fleeting]: written texts outlive the tab; votes and all else go with it. */
export function shelvesOf(session, fallen) {
  const prefix = prefixOf(session);
  return Object.entries(KEYS).map(([storage, end]) => {
    const found = disk(storage);
    return new Shelf(found && new SealedDisk(found, prefix, () => cookie(session, end)[1]), prefix, fallen);
  });
}

/** All of a session, and the keys of what the browser leaves in its files. */
export function forgetHere(session) {
  for (const [storage, end] of Object.entries(KEYS)) {
    new Shelf(disk(storage), prefixOf(session)).clear();
    put(cookie(session, end)[0], "", "; Max-Age=0");
  }
}
