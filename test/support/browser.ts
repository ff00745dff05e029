import type { Browser } from '../../clients/sdk/browser-store.js';

/** A browser: its pages share a storage, hear of what the others wrote there, and have locks where they came over TLS. */
export function aBrowser({ overTls = true } = {}): { readonly page: () => Browser } {
  const values = new Map<string, string>();
  const pages: { readonly hear: (key: string) => void }[] = [];
  const locks = overTls ? { locks: locksOfOne() } : {};
  return {
    page() {
      const listeners: ((event: { readonly key: string }) => void)[] = [];
      const self = { hear: (key: string) => listeners.forEach((listener) => listener({ key })) };
      pages.push(self);
      const tellOthers = (key: string) =>
        pages.filter((page) => page !== self).forEach(({ hear }) => setImmediate(hear, key));
      return {
        localStorage: {
          getItem: (key) => values.get(key) ?? null,
          setItem: (key, value) => (values.set(key, value), tellOthers(key)),
          removeItem: (key) => (values.delete(key), tellOthers(key)),
        },
        navigator: locks,
        addEventListener: (_, listener) => void listeners.push(listener),
      };
    },
  };
}

/** Web Locks: whoever asks for a name gets it after those who asked before. */
function locksOfOne() {
  const last = new Map<string, Promise<unknown>>();
  return {
    request<T>(name: string, work: () => Promise<T>): Promise<T> {
      const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
      last.set(name, mine);
      return mine;
    },
  };
}
