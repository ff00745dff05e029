import { expect, test } from '@jest/globals';
import { FrameCache } from '../../api/streams/frame-cache.js';

/** Makes answers of this size, and notes which. */
function maker(cache: FrameCache, size: number) {
  const made: string[] = [];
  const ask = (key: string) =>
    cache.of(key, async () => {
      made.push(key);
      const json = '.'.repeat(size);
      return { result: {}, json, bytes: Buffer.from(json) };
    });
  return { made, ask };
}

test('an answer is made once for all who ask for it at about the same time', async () => {
  const { made, ask } = maker(new FrameCache(), 10);
  const [one, other] = await Promise.all([ask('a'), ask('a')]);
  expect(other).toBe(one);
  expect(made).toEqual(['a']);
});

test('R21: large answers push out older ones, so that a group keeps a few megabytes at most', async () => {
  const { made, ask } = maker(new FrameCache(), 1024 * 1024);
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await ask(key);
  await ask('f');
  expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  await ask('a');
  expect(made.at(-1)).toBe('a');
});

test('one that failed is made again', async () => {
  const cache = new FrameCache();
  await expect(cache.of('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  const { made, ask } = maker(cache, 10);
  await ask('a');
  expect(made).toEqual(['a']);
});
