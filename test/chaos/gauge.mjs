// Loaded into a server's process before everything else: at SIGUSR2 it writes down what the process has used since the last time
// (GAUGE names the file). The server itself knows nothing of it.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc');
const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();

const cpuMicros = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

process.on('SIGUSR2', () => {
  const until = cpuMicros(); // what was before isn't charged for the collection
  const delayP99Ms = delays.percentile(99) / 1e6;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  const file = process.env.GAUGE;
  writeFileSync(`${file}.new`, JSON.stringify({ until, from: cpuMicros(), heapUsed, external, delayP99Ms }));
  renameSync(`${file}.new`, file);
  delays.reset();
});
