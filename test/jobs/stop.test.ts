import { expect, test } from '@jest/globals';
import type { Run } from '../../commands/command.js';
import type { Log } from '../../commands/store/log.js';
import { quiet } from '../support/quiet-log.js';
import { until } from '../support/until.js';
import { aWorkshop } from './support.js';

test('R18: a stop waits for what is in work, but not for ever, and says what it left', async () => {
  const shop = await aWorkshop();
  let isAsked = false;
  const stuck: Run = () => {
    isAsked = true;
    return new Promise(() => undefined);
  };
  const warned: object[] = [];
  const log = { ...quiet, warn: (told: object) => void warned.push(told) } as Log;
  const jobs = await shop.work({ run: stuck, log, pace: { stopMs: 50 } });
  await until('work is stuck', () => isAsked);
  await jobs.stop();
  expect(warned).toContainEqual({ left: expect.arrayContaining(['beating']) as unknown });
});
