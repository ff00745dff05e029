import { expect, test } from '@jest/globals';
import { updateSettings } from '../../commands/update-settings.js';
import { aNewSource, rowsOf } from '../support/customers.js';
import { capture, modest } from '../support/leads.js';
import { until } from '../support/until.js';
import { aWorkshop } from './support.js';

test('L6: a worker scores all open leads anew, and goes on after it was stopped', async () => {
  const shop = await aWorkshop();
  const sourceId = await aNewSource(shop);
  for (let n = 0; n < 12; n++) await capture(shop, modest(sourceId));
  const scoring = { threshold: 60, rules: [{ code: 'PHONE', points: 7, when: { has: 'phone' } }] };
  await shop.as(shop.admin, updateSettings, { scoring });
  const first = await shop.work();
  await first.stop();
  await shop.work();
  await until('all are scored', async () => (await rowsOf(shop, 'RescoreRun', '"finishedAt" is null')).length === 0);
  expect(await rowsOf(shop, 'Lead', 'score = 7')).toHaveLength(12);
  expect(await rowsOf(shop, 'Event', `type = 'LEAD_SCORED'`)).toHaveLength(12);
});
