import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { pino, type Logger } from 'pino';
import { authWith } from './api/auth/auth.js';
import { authSecretIn } from './api/auth/auth-secret.js';
import { reportsOver } from './api/queries/reports/kept.js';
import { startApi } from './api/start-api.js';
import { announcer } from './commands/announce.js';
import { openBus } from './commands/bus.js';
import { commandRunner } from './commands/command.js';
import { seedDemo, type DemoCompany } from './commands/demo/seed-demo.js';
import { startFirst, type FirstAdmin } from './commands/first-start.js';
import { FolderInUse } from './commands/store/folder-lock.js';
import { migrate, MigrationChanged } from './commands/store/migrate.js';
import { openFileStore } from './commands/store/file-store.js';
import { openDatabase } from './commands/store/open-database.js';
import { isUnavailable } from './commands/store/unavailable.js';
import { ConfigError, readConfig, type Config } from './config.js';
import { afterRestore, type HeldBack } from './jobs/after-restore.js';
import { allChannels } from './jobs/delivery/all-channels.js';
import { startJobs } from './jobs/start-jobs.js';

/** Whoever stops us kills us after 30 s at the latest, mostly. */
const END_WITHIN_MS = 20_000;

/**
 * V8 lets the heap grow to several times of what is in use before it looks for garbage, more so on a machine with much memory. With half of
 * it on top, an import of 100,000 rows stays under 300 MB instead of 370.
 */
setFlagsFromString('--heap-growing-percent=50');

/** The build puts it beside this file; run from source, it is where the build would have put it. */
const DASHBOARD = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? 'dist/dashboard' : 'dashboard', import.meta.url),
);

/** What runs, in the order it was started; it is closed the other way round. */
const running: { close(): Promise<unknown> }[] = [];
let isEnding = false;

async function start(config: Config, log: Logger): Promise<void> {
  const database = await openDatabase({ ...config, log });
  running.push(database);
  if (config.role !== 'worker' && !config.restored) await requireFreePort(config);
  const applied = await migrate(database);
  if (applied.length > 0) log.info({ applied }, 'the database was migrated');

  const failed = (err: unknown) => log.error({ err }, 'a listener of announcements failed');
  const { announce, onAnnounced } = announcer(failed);
  const { announce: committed, onAnnounced: onCommitted } = announcer(failed);
  const bus = config.redisUrl === undefined ? null : openBus({ url: config.redisUrl, onTold: announce, log });
  if (bus) running.push(bus);
  const run = commandRunner(database, () => {
    committed();
    announce();
    bus?.tell();
  });
  const auth = authWith(config.authSecret ?? authSecretIn(config.dataDir), config.apiKeys);
  const admin = await startFirst(database, run, auth.passwords, {
    ...config,
    locale: config.locale === 'en' ? 'EN' : 'ZH_CN',
  });
  const files = await openFileStore(config);
  if (admin) showOnce(admin, config.demo ? await seedDemo({ database, run, passwords: auth.passwords, files }) : null);

  const reports = reportsOver(database);
  if (config.restored) return settleRestored(await afterRestore({ database, run, files, reports, log }), log);
  const nurture = {
    secrets: auth.secrets,
    links: auth.nurtureLinks(config.publicUrl),
    privateHosts: config.webhookPrivateHosts,
  };
  const channels = allChannels({
    run,
    secrets: auth.secrets,
    organisation: config.channels,
    publicUrl: config.publicUrl,
    privateHosts: config.webhookPrivateHosts,
    minuteMs: 60_000,
    timeoutMs: 15_000,
  });
  const jobs = await startJobs({
    database,
    run,
    files,
    reports,
    onAnnounced,
    onCommitted,
    config,
    log,
    nurture,
    channels,
  });
  running.push({ close: () => jobs.stop() });
  if (config.role === 'worker') return log.info('working');
  const api = await startApi({
    ...config,
    database,
    run,
    onAnnounced,
    auth,
    files,
    dashboard: DASHBOARD,
    log,
  });
  running.push({ close: () => api.stop() });
  log.info({ url: api.url }, 'listening');
}

/** Others may start now: what they send is new. */
async function settleRestored({ fired, messages, leads }: HeldBack, log: Logger): Promise<void> {
  process.stdout.write(
    `The restored state is settled: ${fired} timers were due and have fired; ${messages} messages and ${leads} nurture calls are held back. Start the server now.\n`,
  );
  await end(0, log);
}

/** Asked before anything is made: whoever has to choose another port is shown the first password after that. */
async function requireFreePort({ host, port }: Config): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  await new Promise((resolve) => server.close(resolve));
}

/** Generated passwords stand nowhere else, so they are shown where whoever started this looks. */
function showOnce({ email, generatedPassword }: FirstAdmin, demo: DemoCompany | null): void {
  const lines = ['Genjin 跟进 is ready.'];
  if (generatedPassword) lines.push('', `  administrator  ${email}`, `  password       ${generatedPassword}`);
  if (demo) lines.push('', `  demo company   ${demo.logins.join(', ')}`, `  password       ${demo.password}`);
  if (lines.length === 1) return;
  const rule = '─'.repeat(76);
  lines.push('', 'Passwords are shown this once.');
  process.stdout.write(`\n${rule}\n${lines.join('\n')}\n${rule}\n\n`);
}

async function end(code: number, log: Logger): Promise<never> {
  isEnding = true;
  setTimeout(() => process.exit(code || 1), END_WITHIN_MS).unref();
  for (let one = running.pop(); one; one = running.pop())
    await one.close().catch((err: unknown) => log.error({ err }, 'something did not close as it should'));
  process.exit(code);
}

/** The first signal lets what is in flight finish, the second doesn't wait. */
function endOnSignals(log: Logger): void {
  for (const [signal, number] of [
    ['SIGTERM', 15],
    ['SIGINT', 2],
  ] as const) {
    process.on(signal, () => {
      if (isEnding) process.exit(128 + number);
      log.info({ signal }, 'ending');
      void end(0, log);
    });
  }
}

function endOnFaults(log: Logger): void {
  for (const fault of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(fault, (err: unknown) => {
      log.fatal({ err }, `ended by an ${fault}`);
      process.exit(1);
    });
  }
}

/** What an operator can put right, in one sentence; undefined for anything else. */
function sentenceOf(error: unknown, { host, port, dataDir }: Config): string | undefined {
  if (error instanceof ConfigError || error instanceof FolderInUse || error instanceof MigrationChanged)
    return error.message;
  const { code, syscall, hostname } = error as NodeJS.ErrnoException & { hostname?: string };
  if (code === 'EADDRINUSE') return `Something else listens on ${host}:${port}; stop it or set PORT to another port.`;
  if (syscall === 'getaddrinfo' && hostname === host)
    return `HOST must be a name or an address of this machine, not "${host}".`;
  if (syscall === 'listen') return `This process may not listen on ${host}:${port} (${code}); set HOST or PORT.`;
  if (syscall === 'mkdir' || syscall === 'open')
    return `The folder ${dataDir} can't be written (${code}); set DATA_DIR.`;
  if (isUnavailable(error)) return 'The database of DATABASE_URL does not answer; start it or correct the variable.';
  return undefined;
}

function readConfigOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

const config = readConfigOrExit();
const log = pino({ level: config.logLevel });
endOnSignals(log);
endOnFaults(log);
try {
  await start(config, log);
} catch (error) {
  if (!isEnding) {
    const sentence = sentenceOf(error, config);
    if (sentence === undefined) log.fatal({ err: error }, 'the start failed');
    else process.stderr.write(`${sentence}\n`);
    await end(1, log);
  }
}
