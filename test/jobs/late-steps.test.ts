import { expect, test } from '@jest/globals';
import { passes } from '../support/turned-back.js';
import { rowsOf } from '../support/customers.js';
import { until } from '../support/until.js';
import { aWorkshop, type Workshop } from './support.js';

const DAY = 24 * 3_600_000;

/** A worker is there until nothing is due any more. */
async function served(shop: Workshop): Promise<void> {
  const jobs = await shop.work();
  const due = () => rowsOf(shop, 'Deadline', `status = 'ARMED' and "dueAt" <= clock_timestamp()`);
  await until('nothing is due', async () => (await due()).length === 0);
  await jobs.stop();
}

const heard = async (shop: Workshop) =>
  (await rowsOf(shop, 'Notification', `kind <> 'SYSTEM' order by at, id`)).map(({ kind, recipientId }) => [
    kind,
    recipientId,
  ]);

test('N4, P8, R11: with no worker for a month the owner is reminded and warned first; superiors hear, and the pool takes it, only once their time has passed', async () => {
  const shop = await aWorkshop();
  const { customerId, followUpId } = await shop.aFollowUp(60_000);
  await passes(shop, '30 days');
  await served(shop);

  const cards = await heard(shop);
  expect(new Set(cards.map(([, to]) => to))).toEqual(new Set([shop.lin.id]));
  expect(cards.filter(([kind]) => kind === 'RECLAIM_WARNING')).toHaveLength(1);
  expect(await shop.reminders({ followUpId, customerId, deadlineId: '', dueAt: new Date() })).toHaveLength(1);
  const [customer] = await rowsOf(shop, 'Customer', `id = '${customerId}'`);
  expect(customer).toMatchObject({ ownerId: shop.lin.id });
  expect(Number(customer!['reclaimAt'])).toBeGreaterThan(Date.now() + 0.99 * DAY);
  const [step] = await rowsOf(shop, 'Deadline', `status = 'ARMED' and "followUpId" = '${followUpId}'`);
  expect(step).toMatchObject({ kind: 'ESCALATION', step: 1 });

  await passes(shop, '4 days');
  await served(shop);
  expect((await heard(shop)).slice(cards.length)).toEqual(
    expect.arrayContaining([
      ['ESCALATION', shop.teamLead.id],
      ['RECLAIMED', shop.lin.id],
    ]),
  );
  expect(await rowsOf(shop, 'Notification', `kind = 'ESCALATION' and "recipientId" = '${shop.manager.id}'`)).toEqual(
    [],
  );
  expect(await rowsOf(shop, 'Customer', `id = '${customerId}'`)).toMatchObject([{ ownerId: null }]);
});
