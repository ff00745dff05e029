import { leased, SETTLED_MS, type KeyValues } from './lease.js';
import { wait } from './retries.js';
import { memoryStore, type KeptSession, type SessionStore } from './session-store.js';

interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
  request<T>(
    name: string,
    options: { readonly ifAvailable: true },
    work: (lock: object | null) => Promise<T>,
  ): Promise<T>;
}

/** What a browser has for pages that share something. */
export interface Browser {
  readonly localStorage: KeyValues;
  readonly navigator: {
    /** Missing where a page came over plain HTTP, and in browsers from before 2022. */
    readonly locks?: Locks;
  };
  addEventListener(type: 'storage', listener: (event: { readonly key: string | null }) => void): void;
}

/**
 * Keeps a sign-in in the browser: it outlives a reload, and all tabs of an address share it. In memory only where the browser lets nothing be
 * kept.
 */
export function browserStore(name = 'genjin.session', browser = globalThis as unknown as Browser): SessionStore {
  const storage = storageOf(browser);
  if (!storage) return memoryStore();
  const { locks } = browser.navigator;
  const lock = `${name}.lock`;
  return {
    read: () => sessionIn(storage.getItem(name)),
    write: (session) => (session ? storage.setItem(name, JSON.stringify(session)) : storage.removeItem(name)),
    alone: (work) =>
      locks ? locked(locks, lock, { work, kept: () => storage.getItem(name) }) : leased(storage, lock, work),
    onChange: (changed) => browser.addEventListener('storage', ({ key }) => (key ?? name) === name && changed()),
  };
}

/**
 * A lock is handed on before the next page sees what was written under it: it is kept for as long as that usually takes, and whoever waited
 * for it looks for a while whether there is something new.
 */
async function locked<T>(locks: Locks, lock: string, { work, kept }: Locked<T>): Promise<T> {
  const before = kept();
  const settled = () => work().finally(() => wait(SETTLED_MS));
  const first = await locks.request(lock, { ifAvailable: true }, async (free) => free && { done: await settled() });
  if (first) return first.done;
  return locks.request(lock, async () => {
    for (const end = Date.now() + SEEN_WITHIN_MS; kept() === before && Date.now() < end;) await wait(SETTLED_MS / 2);
    return settled();
  });
}

const SEEN_WITHIN_MS = 1_000;

interface Locked<T> {
  readonly work: () => Promise<T>;
  readonly kept: () => string | null;
}

/** A browser told to keep nothing throws as soon as its storage is named. */
function storageOf(browser: Browser): KeyValues | null {
  try {
    browser.localStorage.getItem('');
    return browser.localStorage;
  } catch {
    return null;
  }
}

function sessionIn(text: string | null): KeptSession | null {
  try {
    return text ? (JSON.parse(text) as KeptSession) : null;
  } catch {
    return null;
  }
}
