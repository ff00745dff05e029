import { batchSize } from '../../jobs/batch-size.js';
import { reacher } from '../../jobs/reach.js';
import { sweep, type Swept } from '../../jobs/sweep.js';
import type { House } from './house.js';
import { quiet } from './quiet-log.js';

interface Options {
  readonly restsMs?: readonly number[];
  readonly signal?: AbortSignal;
}

/** One turn of a worker's sweep. */
function sweepOnce(
  { database, run }: Pick<House, 'database' | 'run'>,
  { restsMs = [], signal = new AbortController().signal }: Options = {},
): Promise<Swept> {
  const reach = reacher({ run, log: quiet, restsMs });
  return sweep({ database, run, reach, log: quiet, restsMs, size: batchSize(), signal });
}

/** As many turns as it takes until nothing is left that is due. */
export async function sweepAll(house: Pick<House, 'database' | 'run'>, options: Options = {}): Promise<void> {
  while ((await sweepOnce(house, options)).goOn);
}
