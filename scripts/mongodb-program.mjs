// What speaks MongoDB's wire protocol on this machine: a mongod, else jongodb, which speaks enough of it for tests.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where mongodb-memory-server keeps those that it has fetched. */
const CACHE = join(homedir(), '.cache', 'mongodb-binaries');

/** Its name, and how it is started; undefined where there is none. */
export function mongodbProgram() {
  return mongod() ?? jongodb();
}

function mongod() {
  const fetched = existsSync(CACHE) ? readdirSync(CACHE).filter((name) => name.startsWith('mongod')) : [];
  const candidates = [process.env.MONGOMS_SYSTEM_BINARY, 'mongod', ...fetched.map((name) => join(CACHE, name))];
  const path = candidates.find((one) => one && spawnSync(one, ['--version'], { stdio: 'ignore' }).status === 0);
  if (!path) return undefined;
  return {
    name: 'mongod',
    path,
    args: (port, folder) => ['--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', `${port}`],
  };
}

function jongodb() {
  try {
    const manifest = createRequire(import.meta.url).resolve('@jongodb/memory-server-bin-linux-x64-gnu/package.json');
    const path = join(dirname(manifest), 'bin', 'jongodb');
    return existsSync(path)
      ? { name: 'jongodb', path, args: (port) => ['--host=127.0.0.1', `--port=${port}`] }
      : undefined;
  } catch {
    return undefined;
  }
}
