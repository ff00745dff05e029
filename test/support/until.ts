import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the condition gives something true and answers it; fails after the limit, telling what it waited for. */
export async function until<T>(
  what: string,
  condition: () => Promise<T> | T,
  limitMs = 10_000,
): Promise<NonNullable<T>> {
  for (const end = Date.now() + limitMs; ;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain until ${what}`);
    await pause(20);
  }
}
