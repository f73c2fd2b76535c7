/** Every call of the editor to the server. What comes back is JSON, or a sentence that says why not. */

import { renewed, token } from "../shared/token.js";
import { word } from "./words.js";

export class Trouble extends Error {}

export async function call(path, options = {}) {
  const sent = token();
  let reply = await asked(path, options);
  if (reply.status === 400 && !isJson(reply) && (await renewed(sent))) reply = await asked(path, options);
  if (reply.type === "opaqueredirect") throw new Trouble(word("signedOut"));
  if (reply.status === 204) return { status: 204 };
  const answer = await reply.json().catch(() => null);
  if (answer === null) throw new Trouble(reply.status === 400 ? word("signedOut") : word("serverSaid", { status: reply.status }));
  return { status: reply.status, ...answer };
}

async function asked(path, { body, signal, keepalive }) {
  const sent = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    body: JSON.stringify(body),
  };
  try {
    return await fetch(path, { cache: "no-store", redirect: "manual", signal, keepalive, ...sent });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble(word("serverAway"));
  }
}

const isJson = (reply) => (reply.headers.get("Content-Type") || "").startsWith("application/json");
