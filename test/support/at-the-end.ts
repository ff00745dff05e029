import { afterAll } from '@jest/globals';

const ends: (() => unknown)[] = [];

/** Done once this file's tests are. What was begun last ends first: it leans on what was there before it, and would wait for that forever. */
export function atTheEnd(end: () => unknown): void {
  ends.push(end);
}

afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
