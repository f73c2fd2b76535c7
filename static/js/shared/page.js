/** What the server wrote into the page: who we are, which session, which stage it already shows. */

const told = document.body.dataset;

export const page = {
  role: told.role || "",
  session: told.session || "",
  person: told.person || "",
  member: told.member || "",
  have: { e: told.e || null, v: Number(told.v || 0) },
  step: told.step || "",
  phase: told.phase || "",
  holding: "holding" in told,
  mine: JSON.parse(told.mine || "null"),
  timers: JSON.parse(told.timers || "{}"),
  main: document.getElementById("stage"),
};

/** Random per page, not per storage: a duplicated tab copies its storage. */
export const tab = randomId();

export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
