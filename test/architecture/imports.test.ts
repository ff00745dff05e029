import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';

interface Arrows {
  /** Folders of ours it may import, itself included; a longer path opens only that part. */
  readonly ours: readonly string[];
  /** Packages it may import; absent means any. */
  readonly packages?: readonly string[];
}

/** Who may import whom; main.ts and config.ts are wiring and free. */
const arrows: Readonly<Record<string, Arrows>> = {
  domain: { ours: ['domain'], packages: ['luxon', 'decimal.js', 'libphonenumber-js', 'ajv'] },
  commands: { ours: ['commands', 'domain', 'schema/generated'] },
  schema: { ours: ['schema', 'domain'] },
  api: { ours: ['api', 'commands', 'domain', 'schema'] },
  jobs: { ours: ['jobs', 'commands', 'domain'] },
  clients: { ours: ['clients'] },
};

describe.each(Object.entries(arrows))('%s', (folder, allowed) => {
  test('imports only what it may', () => {
    const offences = sourcesBelow(folder).flatMap((file) =>
      importsOf(file)
        .filter((imported) => !mayImport(file, imported, allowed))
        .map((imported) => `${file} imports ${imported}`),
    );
    expect(offences).toEqual([]);
  });
});

test('an arrow against the table is noticed', () => {
  expect(mayImport('domain/a.ts', '../commands/b.js', arrows['domain']!)).toBe(false);
  expect(mayImport('domain/a.ts', 'node:fs', arrows['domain']!)).toBe(false);
  expect(mayImport('domain/a.ts', 'luxon', arrows['domain']!)).toBe(true);
  expect(mayImport('commands/a.ts', '../schema/types.js', arrows['commands']!)).toBe(false);
  expect(mayImport('commands/store/a.ts', '../../schema/generated/types.js', arrows['commands']!)).toBe(true);
  expect(mayImport('jobs/a.ts', '../api/b.js', arrows['jobs']!)).toBe(false);
});

function mayImport(file: string, imported: string, { ours, packages }: Arrows): boolean {
  if (imported.startsWith('.')) {
    const target = relative('.', join(dirname(file), imported));
    return ours.some((folder) => target.startsWith(`${folder}/`));
  }
  return packages === undefined || packages.some((name) => imported === name || imported.startsWith(`${name}/`));
}

function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName);
}

function sourcesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return ['generated', 'node_modules', 'dist'].includes(entry.name) ? [] : sourcesBelow(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
