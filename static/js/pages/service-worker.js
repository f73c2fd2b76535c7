/**
 * Where the network answers nothing, a frame of the room opens all the same. Kept are that frame, its style, its script
 * and its icons, and never a page of a workshop: no word of anybody. `self.SHELL` comes with the first line.
 */

const { root, page, files, mark } = self.SHELL;
const OURS = `shell:${root}:`;
const name = OURS + mark;
const PATIENCE = 10000;
const NOBODY_THERE = [502, 504]; // a proxy's word that the server behind it is away

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => event.data === "forget" && event.waitUntil(forget()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  // Whoever leaves and wipes: the word to the server passes by here, and would be lost where this had gone before it.
  if (request.method === "POST" && request.url.endsWith("/forget")) event.waitUntil(forget());
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(room(event));
  else if (files.includes(new URL(request.url).pathname)) event.respondWith(kept(request));
});

async function keep() {
  await (await caches.open(name)).addAll([page, ...files]);
  await self.skipWaiting();
}

async function begin() {
  for (const old of await ownCaches()) if (old !== name) await caches.delete(old);
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
  await self.clients.claim();
}

async function forget() {
  await Promise.all((await ownCaches()).map((each) => caches.delete(each)));
  await self.registration.unregister();
}

async function ownCaches() {
  return (await caches.keys()).filter((each) => each.startsWith(OURS));
}

async function room(event) {
  const late = new Promise((give) => setTimeout(give, PATIENCE, null));
  const answer = await Promise.race([network(event), late]);
  if (answer && !NOBODY_THERE.includes(answer.status)) return answer;
  return (await caches.match(page, { cacheName: name })) || answer || Response.error();
}

/** null: no network. */
async function network(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return null;
  }
}

async function kept(request) {
  return (await caches.match(request, { cacheName: name })) || fetch(request);
}
