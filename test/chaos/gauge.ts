import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { until } from '../support/until.js';

/** What a process has used, up to this reading and from it on. */
export interface Reading {
  /** Microseconds of CPU. */
  readonly until: number;
  readonly from: number;
  /** After a collection. */
  readonly heapUsed: number;
  /** Bytes outside of it: above all, what is to be sent. */
  readonly external: number;
  /** Of its event loop since the last reading: this late were all but one of a hundred turns at most; its resolution is 10 ms. */
  readonly delayP99Ms: number;
}

/** With these settings a process can be read. */
export const gaugeSettings = (file: string) => ({
  NODE_OPTIONS: `--import ${pathToFileURL(resolve('test/chaos/gauge.mjs')).href}`,
  GAUGE: file,
});

export async function readGauge(pid: number, file: string): Promise<Reading> {
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  await until('the gauge is read', () => existsSync(file));
  return JSON.parse(readFileSync(file, 'utf8')) as Reading;
}
