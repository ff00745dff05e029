import { readFileSync, statSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const BUILT = 'dist/dashboard';

/** Before the charts, over a slow line. */
const FIRST_LOAD_BYTES = 250_000;

const htmlOfBuild = readFileSync(`${BUILT}/index.html`, 'utf8');
const linked = [...htmlOfBuild.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);

test('what a browser loads before the first page is shown is small', () => {
  const files = ['/index.html', ...linked];
  expect(files.length).toBeGreaterThanOrEqual(3);
  const bytes = files.reduce((sum, path) => sum + statSync(`${BUILT}${path}.gz`).size, 0);
  expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
});
