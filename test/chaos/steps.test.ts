import { describe, test } from '@jest/globals';
import { hasMongodb } from '../jobs/mongodb.js';
import { onRealServer } from '../support/database.js';
import { clockOff, killedAtSteps, storeStopped, storeWiped } from './steps.js';

const onServer = onRealServer ? test : test.skip;
const stores: [name: string, onMongodb: boolean][] = onRealServer
  ? [
      ['PostgreSQL', false],
      ['MongoDB', true],
    ]
  : [['the embedded database', false]];

test.each(stores)(
  'R7: fifty times killed at the marked steps, alarms in %s',
  (_, onMongodb) => killedAtSteps(50, onMongodb),
  1_800_000,
);

describe.each(stores)('alarms in %s', (_, onMongodb) => {
  onServer('R11: the store wiped ten times costs nothing', () => storeWiped(10, onMongodb), 300_000);

  onServer.each<[string, number]>([
    ['11 minutes fast', 11 * 60_000],
    ['a day fast', 86_400_000],
    ['a day slow', -86_400_000],
  ])(
    'R12: a worker whose clock is %s fires nothing early and nothing twice',
    (__, offMs) => clockOff(offMs, 15_000, onMongodb),
    300_000,
  );
});

(hasMongodb ? test : test.skip)(
  'R11: with MongoDB away for three minutes work goes on, and all that is due is done',
  () => storeStopped(180_000),
  600_000,
);
