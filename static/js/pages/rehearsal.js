/** A rehearsal's page: how far it is, and then its report, without reloading. */

import { Idiomorph } from "../../vendor/idiomorph.js";

const OFTEN = 1000;
const place = document.getElementById("rehearsal");

function isRunning() {
  return place.querySelector("[data-running]") !== null;
}

function lookLater(wait = OFTEN) {
  if (isRunning()) setTimeout(look, wait);
}

function look() {
  fetch(place.dataset.progress, { cache: "no-store", credentials: "same-origin", redirect: "error" })
    .then((reply) => (reply.ok ? reply.text() : Promise.reject(new Error(`answered ${reply.status}`))))
    .then(show)
    .then(() => lookLater(), () => lookLater(3 * OFTEN));
}

function show(html) {
  Idiomorph.morph(place, html, { morphStyle: "innerHTML" });
  const heading = document.getElementById("report-title");
  if (!isRunning() && heading) heading.focus();
}

lookLater();
