import { randomHex } from './random.js';
import { wait } from './retries.js';

/** The part of a browser's storage that is needed. */
export interface KeyValues {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Does something while no other page of a storage does, where the browser has no locks. Of a page that is gone the lease runs out. */
export async function leased<T>(storage: KeyValues, name: string, work: () => Promise<T>): Promise<T> {
  const holder = randomHex();
  const take = () => storage.setItem(name, `${Date.now() + LASTS_MS} ${holder}`);
  await taken(storage, name, { holder, take });
  const renewal = setInterval(take, LASTS_MS / 5);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    storage.removeItem(name);
  }
}

const LASTS_MS = 10_000;
/** Longer than browsers take until one page sees what another has written. */
export const SETTLED_MS = 60;

async function taken(storage: KeyValues, name: string, { holder, take }: { holder: string; take: () => void }) {
  for (;;) {
    const [until, by] = (storage.getItem(name) ?? '0 ').split(' ');
    if (by === holder) return;
    if (Number(until) < Date.now()) take();
    await wait(SETTLED_MS * (1 + Math.random()));
  }
}
