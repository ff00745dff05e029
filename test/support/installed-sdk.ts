import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from '@jest/globals';
import { ran, ranNode } from './ran.js';

export interface Integration {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Compiles all that was written, strictly, as TypeScript of an integrator is. */
  compile(): Promise<void>;
}

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A project of somebody who has installed the SDK from its tarball, with what it depends on. */
export async function anIntegration(): Promise<Integration> {
  const folder = mkdtempSync(join(tmpdir(), 'genjin-integration-'));
  folders.push(folder);
  await ranNode([resolve('scripts/build-sdk.mjs')], { cwd: resolve('.') });
  const [npm, ...first] = process.env['npm_execpath'] ? [process.execPath, process.env['npm_execpath']] : ['npm'];
  await works(npm, [...first, 'pack', resolve('dist/sdk'), '--pack-destination', folder], folder);
  const installed = join(folder, 'node_modules', '@genjin', 'sdk');
  mkdirSync(installed, { recursive: true });
  await works('tar', ['-xzf', 'genjin-sdk-0.1.0.tgz', '-C', installed, '--strip-components', '1'], folder);
  for (const name of ['graphql', 'graphql-ws', '@graphql-typed-document-node', '@types'])
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name), 'junction');
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  write({ 'package.json': '{ "type": "module" }', 'tsconfig.json': JSON.stringify({ compilerOptions: STRICTLY }) });
  return { folder, write, compile: async () => void (await ranNode([TSC, '-p', '.'], { cwd: folder })) };
}

const TSC = resolve('node_modules/typescript/bin/tsc');

const STRICTLY = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  target: 'es2022',
  module: 'nodenext',
  types: ['node'],
};

async function works(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { code, output } = await ran(command, args, { cwd });
  if (code !== 0) throw new Error(output);
}
