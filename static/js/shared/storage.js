/**
 * Where this browser keeps things. Blocked or full storage falls back to the memory of this page, and a low-trace
 * workshop uses nothing else; a shelf knows what goes with the page, so that nobody is told that it is kept.
 */

export class Shelf {
  /**
   * `disk`: localStorage, sessionStorage SealedDisk (shared/sealed.js), or null. `prefix` keeps workshops apart. `fallen()`: something found no place
   * outside of this page.
   */
  constructor(disk, prefix, fallen = () => {}) {
    Object.assign(this, { disk, prefix, fallen });
    this.memory = new Map();
  }

  get(name) {
    const key = this.prefix + name;
    const text = this.memory.has(key) ? this.memory.get(key) : this.attempt((disk) => disk.getItem(key));
    return text === undefined || text === null ? null : parsed(text);
  }

  /** Whether it outlives this page. */
  set(name, value) {
    const key = this.prefix + name;
    const text = JSON.stringify(value);
    const kept = this.attempt((disk) => (disk.setItem(key, text), true));
    if (kept) this.memory.delete(key);
    else this.memory.set(key, text);
    if (!kept) this.fallen();
    return Boolean(kept);
  }

  /** Whether what stands there goes with this page. */
  fleets(name) {
    return this.memory.has(this.prefix + name);
  }

  remove(name) {
    this.memory.delete(this.prefix + name);
    this.attempt((disk) => disk.removeItem(this.prefix + name));
  }

  names() {
    const keys = this.attempt((disk) => Array.from({ length: disk.length }, (_, i) => disk.key(i))) || [];
    const own = [...keys, ...this.memory.keys()].filter((key) => key.startsWith(this.prefix));
    return [...new Set(own)].map((key) => key.slice(this.prefix.length));
  }

  clear() {
    for (const name of this.names()) this.remove(name);
  }

  /** Private windows and full disks throw at every touch; then this page's memory has to do. */
  attempt(use) {
    if (!this.disk) return undefined;
    try {
      return use(this.disk);
    } catch {
      return undefined;
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a session's names on a shelf begin with. */
export function prefixOf(session) {
  return `workshop:${session}:`;
}

/** localStorage or sessionStorage by name; null where the browser forbids even to look at it. */
export function disk(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}
