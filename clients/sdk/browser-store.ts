import { leased, type KeyValues } from './lease.js';
import { memoryStore, type KeptSession, type SessionStore } from './session-store.js';

/** What a browser has for pages that share something. */
export interface Browser {
  readonly localStorage: KeyValues;
  readonly navigator: {
    /** Missing where a page came over plain HTTP, and in browsers from before 2022. */
    readonly locks?: { request<T>(name: string, work: () => Promise<T>): Promise<T> };
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
    alone: (work) => (locks ? locks.request(lock, work) : leased(storage, lock, work)),
    onChange: (changed) => browser.addEventListener('storage', ({ key }) => (key ?? name) === name && changed()),
  };
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
