// What the other scripts share. No dependencies: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];
const SOURCE_FOLDERS = ['api', 'commands', 'domain', 'jobs', 'schema', 'data', 'main.ts', 'config.ts'];
const BUILD_SETTINGS = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const DASHBOARD_FOLDERS = ['clients', 'package-lock.json'];

export const inProject = (...path) => join(projectFolder, ...path);

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(`Genjin needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${process.versions.node}.`);
}

/** Installs what the lockfile asks for, development tools included: the start builds from source. */
export function installWhenStale() {
  const installed = inProject('node_modules', '.package-lock.json');
  const wanted = [inProject('package.json'), inProject('package-lock.json')].filter(existsSync);
  const contents = fingerprint(wanted);
  const stamp = inProject('node_modules', '.genjin-installed');
  if (existsSync(installed) && (isStamped(stamp, contents) || isNewer(installed, wanted))) return;
  say('installing packages');
  const npm = process.env.npm_execpath;
  const args = ['install', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  if (npm) run(process.execPath, [npm, ...args]);
  else run('npm', args, { shell: process.platform === 'win32' });
  writeStamp(stamp, fingerprint(wanted));
}

/** The Prisma client and Kysely's table types. */
export function generatePrismaWhenStale() {
  const inputs = [inProject('schema', 'schema.prisma'), inProject('package-lock.json'), inProject('prisma.config.ts')];
  const stamp = inProject('schema', 'generated', '.stamp');
  const contents = fingerprint(inputs.filter(existsSync));
  if (!existsSync(inputs[0]) || isStamped(stamp, contents)) return;
  say('generating the database client');
  runQuietly(process.execPath, [packageFile('prisma', 'build/index.js'), 'generate']);
  writeStamp(stamp, contents);
}

/** The server and its dashboard, each where something of it has changed. */
export function buildWhenStale() {
  const compiler = packageFile('typescript', 'bin/tsc');
  buildPart('server', [...SOURCE_FOLDERS, ...BUILD_SETTINGS], [compiler, '-p', 'tsconfig.build.json', '--noCheck']);
  const config = inProject('clients', 'dashboard', 'vite.config.ts');
  const bundler = packageFile('vite', 'bin/vite.js');
  buildPart('dashboard', DASHBOARD_FOLDERS, [bundler, 'build', '--config', config, '--logLevel', 'warn']);
}

function buildPart(name, sources, command) {
  const stamp = inProject('dist', `.stamp-${name}`);
  const contents = fingerprint(sources.map((source) => inProject(source)).flatMap(filesBelow));
  if (isStamped(stamp, contents)) return;
  say(`building the ${name}`);
  run(process.execPath, command);
  writeStamp(stamp, contents);
}

export const packageFile = (name, path) => inProject('node_modules', name, path);

/** Runs a command with our terminal; a failing one ends this script with its exit code. */
export function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { cwd: projectFolder, stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a command whose output matters only when it fails. */
export function runQuietly(command, args) {
  // Prisma finds its generators by name on the PATH, which only npm sets.
  const env = { ...process.env, PATH: `${inProject('node_modules', '.bin')}${delimiter}${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: projectFolder, encoding: 'utf8', env });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(status ?? 1);
}

/** Runs a command beside others; answers its exit code and what it printed. */
export function runBeside(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: projectFolder, ...options });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

export function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

export const isStamped = (stamp, contents) => existsSync(stamp) && readFileSync(stamp, 'utf8') === contents;

export function writeStamp(stamp, contents) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, contents);
}

const isNewer = (file, others) => others.every((other) => statSync(file).mtimeMs >= statSync(other).mtimeMs);

export const say = (what) => process.stderr.write(`genjin: ${what}\n`);

export function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
