import { expect, test } from '@jest/globals';
import { contributionsTo } from '../../api/queries/contributors.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { objectToReclaim } from '../../commands/object-to-reclaim.js';
import { overrideStage } from '../../commands/override-stage.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { updateSettings } from '../../commands/update-settings.js';
import { aNewCustomer, rowsOf } from '../support/customers.js';
import { aHouse, seedPerson, type House } from '../support/house.js';
import { pull, setPublicRules } from '../support/pools.js';

const win = (house: House, customerId: string) =>
  house.as(house.manager, overrideStage, { customerId, to: 'WON', reason: '合同已签', note: '复盘：价格合适' });
const shown = async (house: House, customerId: string) =>
  (await contributionsTo(house.database, [customerId])).map(({ userId, lostBy }) => [userId, lostBy]);
const earlier = ({ database }: House, span: string) =>
  database.pool.query(`update "Event" set at = at - '${span}'::interval`);

test('P9: whoever lost a customer within thirty days before it was won has contributed, by reclaim or hand-over', async () => {
  const house = await aHouse();
  await setPublicRules(house, { coolDown: 'PT0S' });
  const third = await seedPerson(house.database, '赵六', 'SALES', house.teamId);
  const customerId = await aNewCustomer(house);
  await pull(house, customerId);
  await house.as(house.wang, claimCustomer, { customerId });
  await house.as(house.manager, transferCustomer, { customerId, toUserId: third.id });
  expect(await shown(house, customerId)).toEqual([]);
  await win(house, customerId);
  expect(await shown(house, customerId)).toEqual([
    [house.wang.id, 'HAND_OVER'],
    [house.lin.id, 'HAND_OVER'],
  ]);
  await house.database.pool.query(
    `update "Event" set type = 'CUSTOMER_RECLAIMED', "actorId" = null where type = 'CUSTOMER_RELEASED'`,
  );
  expect(await shown(house, customerId)).toEqual([
    [house.wang.id, 'HAND_OVER'],
    [house.lin.id, 'RECLAIM'],
  ]);
  await earlier(house, '31 days');
  expect(await shown(house, customerId)).toEqual([]);
  const assignment = {
    rules: [],
    default: { to: 'ANY_TEAM' },
    capPerPerson: 200,
    responseWithin: null,
    reassignAfter: null,
  };
  await house.as(house.admin, updateSettings, { assignment: { ...assignment, contributorWithin: 'P60D' } });
  expect(await shown(house, customerId)).toHaveLength(2);
});

test('P9: who gave it back themself, or won it, is none', async () => {
  const house = await aHouse();
  await setPublicRules(house, { coolDown: 'PT0S' });
  const customerId = await aNewCustomer(house);
  await house.as(house.lin, releaseCustomer, { customerId, reason: 'NO_CAPACITY' });
  await house.as(house.wang, claimCustomer, { customerId });
  await pull(house, customerId);
  await house.as(house.wang, claimCustomer, { customerId });
  await win(house, customerId);
  expect(await shown(house, customerId)).toEqual([]);
});

test('P9: a win that came in by a merge brings along who contributed to it; a warning stays with whom it was about', async () => {
  const house = await aHouse();
  await setPublicRules(house, { coolDown: 'PT0S' });
  const won = await aNewCustomer(house, house.wang);
  const other = await aNewCustomer(house, house.lin, { phone: '13900139001' });
  await house.database.pool.query(
    `update "Deadline" set status = 'FIRED', "firedAt" = now() where kind = 'POOL_WARNING' and "customerId" = $1`,
    [won],
  );
  await pull(house, won);
  await house.as(house.lin, claimCustomer, { customerId: won });
  await win(house, won);
  expect(await shown(house, won)).toEqual([[house.wang.id, 'HAND_OVER']]);
  const merged = await house.as(house.teamLead, mergeCustomers, { into: other, from: [won] });
  expect(merged.refusal).toBeNull();
  expect(await shown(house, other)).toEqual([[house.wang.id, 'HAND_OVER']]);
  expect(await rowsOf(house, 'Deadline', `kind = 'POOL_WARNING' and status = 'FIRED'`)).toMatchObject([
    { customerId: other, subject: won },
  ]);
  const objection = house.as(house.lin, objectToReclaim, { customerId: other, note: '…' });
  await expect(objection).rejects.toMatchObject({ field: 'customerId', text: { code: 'NOT_WARNED_YET' } });
});
