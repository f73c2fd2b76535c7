/**
 * The results while the session runs: where somebody looks at them they become the newest by themselves, with nothing
 * said and nothing moved. A page that has not changed is not sent again.
 */

import "./copy.js";
import { morph } from "../shared/morph.js";

const OFTEN = 4000;
const PATIENCE = 20000;
let mark = "";

function later(wait = OFTEN) {
  if (document.querySelector("[data-running]")) setTimeout(look, wait);
}

function look() {
  if (document.hidden) return later();
  return refresh().then(() => later(), () => later(3 * OFTEN));
}

async function refresh() {
  const headers = mark ? { "If-None-Match": mark } : {};
  const rules = { cache: "no-store", credentials: "same-origin", redirect: "error" };
  const signal = AbortSignal.timeout?.(PATIENCE); // older browsers wait longer
  const reply = await fetch(location.pathname, { ...rules, headers, signal });
  if (reply.status === 304) return;
  if (!reply.ok) throw new Error(`answered ${reply.status}`);
  mark = reply.headers.get("ETag") || "";
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  morph(document.querySelector("main"), page.querySelector("main").innerHTML);
}

later();
