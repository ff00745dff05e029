// npm test [-- jest's arguments]; --services: on real servers (TEST_DATABASE_URL, several with commas between); --chaos: the crash tests only.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import {
  buildWhenStale,
  generatePrismaWhenStale,
  inProject,
  installWhenStale,
  packageFile,
  projectFolder,
  requireNode,
  say,
} from './project.mjs';

requireNode();
installWhenStale();
generatePrismaWhenStale();
buildWhenStale(); // tests that start servers of their own start what people start

const ours = ['--services', '--chaos'];
const wants = (flag) => process.argv.includes(flag);
const jestArguments = process.argv.slice(2).filter((argument) => !ours.includes(argument));
const scratch = mkdtempSync(join(tmpdir(), 'genjin-test-'));
const countsFile = join(scratch, 'counts.json');
const environment = {
  ...process.env,
  NODE_OPTIONS:
    `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  TEST_RUN: String(process.pid),
  TEST_COUNTS: countsFile,
};
// What a developer's shell points to is not for tests; those on real servers are told of theirs in words of their own.
for (const name of ['DATABASE_URL', 'MONGODB_URL', 'REDIS_URL']) delete environment[name];
if (wants('--services')) Object.assign(environment, { TEST_SERVICES: '1' });
if (wants('--chaos')) Object.assign(environment, { TEST_CHAOS: '1' });

const isOfBrowser = (argument) => !argument.startsWith('-') && argument.includes('browser');
const namesFiles = jestArguments.some((argument) => !argument.startsWith('-'));
if (!ours.some(wants) && (!namesFiles || jestArguments.some(isOfBrowser))) {
  const chromium = findChromium();
  if (chromium) environment.TEST_CHROMIUM = chromium;
  else say('no Chromium was found: THE BROWSER TESTS ARE SKIPPED; install one, or set TEST_CHROMIUM to where it is');
}

const services = wants('--services') ? await (await import('./test-services.mjs')).startServices() : undefined;
Object.assign(environment, services?.environment);

// Two workers, each with an embedded database of its own, or one for each server: the log is read below the oldest running transaction of
// all databases of a server, so that a neighbour's transaction would hold up what a test waits for.
const atOnce = wants('--chaos') ? 1 : (services?.servers ?? 2);
const workers = atOnce === 1 ? ['-i'] : ['--maxWorkers', String(atOnce)];
const only = wants('--chaos') ? ['--passWithNoTests'] : [];
const { status } = spawnSync(
  process.execPath,
  [packageFile('jest', 'bin/jest.js'), ...workers, '--config', inProject('jest.config.js'), ...only, ...jestArguments],
  { cwd: projectFolder, stdio: 'inherit', env: environment },
);
await services?.stop();
// Without counts Jest never got as far as running: that is one failure, whatever its exit code says.
const counts = existsSync(countsFile)
  ? JSON.parse(readFileSync(countsFile, 'utf8'))
  : { passed: 0, failed: 1, skipped: 0 };
rmSync(scratch, { recursive: true, force: true });
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = status || (counts.failed > 0 ? 1 : 0);
