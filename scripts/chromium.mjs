// Where a Chromium is for the browser tests. Debian's is installed once where there is none and we may; else they are skipped.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './project.mjs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const INSTALL_WITHIN_MS = 240_000;

const found = () => [process.env.TEST_CHROMIUM, ...PLACES].find((path) => path && existsSync(path));

export function findChromium() {
  return found() ?? (installed() ? found() : undefined);
}

function installed() {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  say('installing chromium for the browser tests');
  const options = {
    stdio: 'ignore',
    timeout: INSTALL_WITHIN_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update'], options);
  const { status } = spawnSync(
    'apt-get',
    ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    options,
  );
  return status === 0;
}
