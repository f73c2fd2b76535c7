/** The frame that opens without network (pages/service-worker.js): kept, or taken away. Loaded late; imports nothing. */

export function keep(root, language) {
  const worker = `${root}/service-worker.js?lang=${encodeURIComponent(language)}`;
  return navigator.serviceWorker.register(worker, { scope: `${root}/s/` }).catch(() => {}); // not allowed: then without
}

/** Where nothing is to stay on this phone. */
export async function forget(root) {
  const held = await navigator.serviceWorker.getRegistration(`${root}/s/`);
  if (held && held.active) held.active.postMessage("forget");
}
