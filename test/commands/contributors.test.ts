import { expect, test } from '@jest/globals';
import { contributionsTo } from '../../api/queries/contributors.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import { overrideStage } from '../../commands/override-stage.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { updateSettings } from '../../commands/update-settings.js';
import { aNewCustomer } from '../support/customers.js';
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
