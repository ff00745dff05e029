import type { Browser } from '../../clients/sdk/browser-store.js';

/**
 * A browser: its pages share a storage, see and hear somewhat later what the others wrote there, and have locks where they came over TLS, which
 * are handed on at once.
 */
export function aBrowser({ overTls = true } = {}): { readonly page: () => Browser } {
  const pages: { readonly values: Map<string, string>; readonly hear: (key: string) => void }[] = [];
  const written = new Map<string, string>();
  const locks = overTls ? { locks: locksOfOne() } : {};
  return {
    page() {
      const listeners: ((event: { readonly key: string }) => void)[] = [];
      const self = {
        values: new Map(written),
        hear: (key: string) => listeners.forEach((listener) => listener({ key })),
      };
      pages.push(self);
      const write = (key: string, value: string | null) => {
        put(self.values, key, value);
        put(written, key, value);
        setTimeout(() => {
          for (const { values } of pages) put(values, key, written.get(key) ?? null);
          for (const page of pages) if (page !== self) page.hear(key);
        }, SEEN_AFTER_MS);
      };
      return {
        localStorage: {
          getItem: (key) => self.values.get(key) ?? null,
          setItem: write,
          removeItem: (key) => write(key, null),
        },
        navigator: locks,
        addEventListener: (_, listener) => void listeners.push(listener),
      };
    },
  };
}

const SEEN_AFTER_MS = 20;

const put = (values: Map<string, string>, key: string, value: string | null) =>
  void (value === null ? values.delete(key) : values.set(key, value));

/** Web Locks: whoever asks for a name gets it after those who asked before, or is told that it is taken. */
function locksOfOne() {
  const last = new Map<string, Promise<unknown>>();
  function request<T>(name: string, ...asked: [Options, (lock: object | null) => Promise<T>] | [() => Promise<T>]) {
    const before = last.get(name);
    const [options, work] = asked.length === 1 ? [null, asked[0]] : asked;
    if (options && before) return work(null);
    const mine = (before ?? Promise.resolve()).then(() => work({}));
    const ended = mine.then(forget, forget);
    function forget() {
      if (last.get(name) === ended) last.delete(name);
    }
    last.set(name, ended);
    return mine;
  }
  return { request };
}

interface Options {
  readonly ifAvailable: true;
}
