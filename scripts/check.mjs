// npm run check: format, lint, types, generated files fresh, model and migrations in step. The slow ones run beside each other.
import { existsSync } from 'node:fs';
import {
  filesBelow,
  fingerprint,
  generatePrismaWhenStale,
  inProject,
  installWhenStale,
  packageFile,
  requireNode,
  runBeside,
} from './project.mjs';

const node = process.execPath;
const DERIVED = [
  'schema/schema.graphql',
  'clients/sdk/generated',
  'clients/dashboard/generated',
  'data/playbook.schema.json',
  'data/pool.schema.json',
].map((path) => inProject(path));

requireNode();
installWhenStale();
generatePrismaWhenStale();

const checks = [
  ['types', () => runBeside(node, [packageFile('typescript', 'bin/tsc'), '-p', 'tsconfig.json'])],
  ['dashboard', () => runBeside(node, [packageFile('typescript', 'bin/tsc'), '-p', 'clients/dashboard/tsconfig.json'])],
  [
    'lint',
    () =>
      runBeside(node, [
        packageFile('eslint', 'bin/eslint.js'),
        '--cache',
        '--cache-location',
        'node_modules/.cache/eslint/',
        '.',
      ]),
  ],
  [
    'format',
    () =>
      runBeside(node, [packageFile('prettier', 'bin/prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.']),
  ],
  ['migrations', () => runBeside(node, ['--import', 'tsx', 'scripts/check-migrations.ts'])],
  ['generated', derivedIsFresh],
];

const AT_ONCE = 2;
const failed = [];
const waiting = [...checks];
await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(failed.length === 0 ? 'check: everything is fine' : `check: ${failed.join(', ')} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, check] = next;
    const started = Date.now();
    const { code, output } = await check();
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (code === 0) continue;
    failed.push(name);
    console.log(output.trimEnd());
  }
}

/** Generates again and compares: what changed was stale. It stays generated, so a second check passes once it is committed. */
async function derivedIsFresh() {
  if (!existsSync(inProject('scripts', 'emit-sdl.ts')) && !existsSync(inProject('codegen.ts')))
    return { code: 0, output: '' };
  const before = fingerprint(DERIVED.flatMap(filesBelow));
  const { code, output } = await runBeside(node, ['scripts/generate.mjs', '--derived']);
  if (code !== 0) return { code, output };
  const fresh = fingerprint(DERIVED.flatMap(filesBelow)) === before;
  return fresh
    ? { code: 0, output }
    : { code: 1, output: 'The SDL, the SDK or a JSON Schema in data/ was stale; it is generated now: commit it.' };
}
