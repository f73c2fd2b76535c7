/** The page's token. Where somebody signed in anew in another tab it is an old one; then the page is asked for its new one. */

const meta = document.querySelector('meta[name="csrf-token"]');

export const token = () => (meta ? meta.content : "");

/** Whether there is another one now. */
export async function renewed() {
  const reply = await fetch(location.pathname, { cache: "no-store", redirect: "manual" }).catch(() => null);
  const page = reply && reply.ok ? new DOMParser().parseFromString(await reply.text(), "text/html") : null;
  const fresh = page && page.querySelector('meta[name="csrf-token"]');
  if (!meta || !fresh || fresh.content === meta.content) return false;
  meta.content = fresh.content;
  return true;
}
