import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { REFUSAL_CODES } from '../../domain/refusal.js';

const OURS = new Set([
  'domain/refusal.ts',
  'domain/texts.ts',
  'test/domain/refusals.test.ts',
  'test/domain/texts.test.ts',
]);

test('every refusal that the code can give is given in a test', () => {
  const given = namedIn(['domain', 'commands'], (code) => new RegExp(`code: [^,}]*'${code}'`));
  const tested = namedIn(['test/domain', 'test/commands'], (code) => new RegExp(`'${code}'`));
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((code) => !tested.includes(code))).toEqual([]);
});

function namedIn(folders: readonly string[], pattern: (code: string) => RegExp): readonly string[] {
  const sources = folders.flatMap(sourcesBelow).join('\n');
  return REFUSAL_CODES.filter((code) => pattern(code).test(sources));
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((path) => path.endsWith('.ts') && !OURS.has(path))
    .map((path) => readFileSync(path, 'utf8'));
}
