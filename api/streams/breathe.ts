/** Whoever works longer than this at a stretch lets the others have their turn: requests, pings, timers. */
const AT_A_STRETCH_MS = 8;

let since = performance.now();

/** Whether it is time to give way: asked first where the pieces are so small that waiting for nothing would be much of the work. */
export const isOutOfBreath = (): boolean => performance.now() - since >= AT_A_STRETCH_MS;

/** Called between small pieces of long work, it gives way whenever it is time. */
export async function breathe(): Promise<void> {
  if (!isOutOfBreath()) return;
  await new Promise((resolve) => setImmediate(resolve));
  since = performance.now();
}

/** So many at a time, giving way in between. */
export async function inTurn<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < items.length; first += atOnce) {
    await Promise.all(items.slice(first, first + atOnce).map(work));
    await breathe();
  }
}
