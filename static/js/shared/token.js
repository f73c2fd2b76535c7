/** The page's token. Where somebody signed in anew in another tab it is an old one; then the page is asked for its new one. */

const meta = document.querySelector('meta[name="csrf-token"]');
let asking = null;

export const token = () => (meta ? meta.content : "");

/** Whether there is another one than `sent`. Two calls refused at once need one new token: the second one finds it here. */
export async function renewed(sent) {
  asking = asking || (token() === sent ? ask().finally(() => { asking = null; }) : null);
  if (token() === sent) await asking;
  return token() !== sent;
}

async function ask() {
  const reply = await fetch(location.pathname, { cache: "no-store", redirect: "manual" }).catch(() => null);
  const page = reply && reply.ok ? new DOMParser().parseFromString(await reply.text(), "text/html") : null;
  const fresh = page && page.querySelector('meta[name="csrf-token"]');
  if (meta && fresh) meta.content = fresh.content;
}
