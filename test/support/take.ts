/** The next so many of a stream; fewer where it ends before. */
export async function take<T>(stream: AsyncIterableIterator<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  while (taken.length < count) {
    const next: IteratorResult<T, unknown> = await stream.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** The very next of a stream that doesn't end. */
export async function takeOne<T>(stream: AsyncIterableIterator<T>): Promise<T> {
  const [one] = await take(stream, 1);
  if (one === undefined) throw new Error('the stream ended');
  return one;
}
