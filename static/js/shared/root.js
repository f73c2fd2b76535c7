/** The path under which the server stands, such as "/workshop": what comes before the address of this very file. */

const own = import.meta.url.startsWith("http") ? new URL(import.meta.url).pathname : "/static/";

export const root = own.slice(0, own.lastIndexOf("/static/"));
