import { expect, test } from '@jest/globals';
import { startFirst } from '../../commands/first-start.js';
import { Passwords } from '../../commands/passwords.js';
import { recordQuote } from '../../commands/record-quote.js';
import { calendarFrom } from '../../commands/store/settings.js';
import { updateCustomer } from '../../commands/update-customer.js';
import { updateSettings, type UpdateSettings } from '../../commands/update-settings.js';
import { dueAfter, localDay } from '../../domain/calendar.js';
import { rearmAll } from '../../jobs/rearm.js';
import { aNewCustomer, aNewSource, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { capture, promising } from '../support/leads.js';
import { quiet } from '../support/quiet-log.js';
import { passes, reachAllDue } from '../support/turned-back.js';

const DAY = 24 * 3_600_000;
const dayOff = (days: number) => localDay(new Date(Date.now() + days * DAY), 'Asia/Shanghai');
const ALWAYS = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

const update = (house: House, input: UpdateSettings) => house.as(house.admin, updateSettings, input);
const follow = (house: House) => rearmAll({ run: house.run, log: quiet, signal: new AbortController().signal });
const armed = (house: House, of: string) => rowsOf(house, 'Deadline', `status = 'ARMED' and ${of} order by rule, step`);
const timesOf = async (house: House, of: string) =>
  (await armed(house, of)).map(({ rule, step, dueAt }) => [rule, step, dueAt]);
const calendarOf = async (house: House) => calendarFrom((await rowsOf(house, 'Settings'))[0] as never);

test('T6: days off move what counts working time, of customers and of leads, and back when they are taken back', async () => {
  const house = await aHouse();
  await update(house, { workingHours: ALWAYS, holidays: [] });
  const customerId = await aNewCustomer(house);
  const lead = await capture(house, promising(await aNewSource(house)));
  await follow(house);
  const before = {
    customer: await timesOf(house, `"customerId" is not null`),
    lead: await timesOf(house, `"leadId" is not null`),
  };

  await update(house, { holidays: [dayOff(-1), dayOff(0), dayOff(1), dayOff(2)] });
  await follow(house);
  const calendar = await calendarOf(house);
  const { reclaimAt, ownedSince } = await loadRow(house, 'Customer', customerId);
  expect(reclaimAt).toEqual(dueAfter(ownedSince as Date, 'P5D', 'WORKING', calendar));
  const [reassign, due, teamLead] = await armed(house, `"leadId" is not null`);
  const owed = dueAfter((await loadRow(house, 'Lead', String(lead.id))).ownedSince as Date, 'PT2H', 'CLOCK', calendar);
  expect(due).toMatchObject({ rule: 'lead.response', step: 0, dueAt: owed });
  expect(teamLead).toMatchObject({ step: 1, dueAt: dueAfter(owed, 'PT4H', 'WORKING', calendar) });
  expect(Number(reassign!['dueAt'])).toBeGreaterThan(Number(teamLead!['dueAt']));
  const action = (times: unknown[][]) => times.filter(([rule]) => String(rule).endsWith('nextAction'));
  expect(action(await timesOf(house, `"customerId" is not null`))).toEqual(action(before.customer));
  expect(
    await rowsOf(house, 'RearmRun', `"poolId" is null and "ownerId" is null order by "startedAt" desc`),
  ).toMatchObject([{ done: 2, finishedAt: expect.any(Date) as unknown }, {}]);

  await update(house, { holidays: [] });
  await follow(house);
  expect(await timesOf(house, `"customerId" is not null`)).toEqual(before.customer);
  expect(await timesOf(house, `"leadId" is not null`)).toEqual(before.lead);
});

test('T2, T6: what has fired doesn’t fire again though it would be due later by the new calendar, nor at the next change; a new silence does', async () => {
  const idle = [{ for: 'PT1H', since: 'LAST_ACTIVITY' as const, then: { escalateTo: 'TEAM_LEAD' as const } }];
  const playbook = playbookWith(({ code }) => (code === 'INITIAL_CONTACT' ? { idle } : {}), { calendar: 'WORKING' });
  const house = await aHouse({ playbook });
  await update(house, { workingHours: ALWAYS, holidays: [] });
  const customerId = await aNewCustomer(house);
  await passes(house, '2 hours');
  await reachAllDue(house);
  const told = () => rowsOf(house, 'Notification', `kind = 'ESCALATION'`);
  expect(await told()).toHaveLength(1);

  await update(house, { holidays: [dayOff(-1), dayOff(0), dayOff(1)] });
  await follow(house);
  expect(await armed(house, `kind = 'STAGE_IDLE'`)).toEqual([]);
  const { version } = await loadRow(house, 'Customer', customerId);
  await house.as(house.lin, updateCustomer, { customerId, version: Number(version), name: '周敏敏' });
  expect(await armed(house, `kind = 'STAGE_IDLE'`)).toEqual([]);
  await house.as(house.lin, recordQuote, { customerId, amount: '1.00' });
  expect(await armed(house, `kind = 'STAGE_IDLE'`)).toHaveLength(1);
});

test('T6: a version with other holidays than the one that set the timers moves them when it starts, once', async () => {
  const house = await aHouse();
  const customerId = await aNewCustomer(house);
  const start = () =>
    startFirst(house.database, house.run, new Passwords('a secret of these tests'), {
      timeZone: 'Asia/Shanghai',
      locale: 'ZH_CN',
      adminEmail: 'a@example.com',
      adminPassword: 'long enough a word',
    });
  await start();
  expect(await rowsOf(house, 'RearmRun')).toEqual([]);
  const { reclaimAt } = await loadRow(house, 'Customer', customerId);
  const former = { ...(await calendarOf(house)), holidays: [dayOff(0), dayOff(1), dayOff(2)] };
  const { ownedSince } = await loadRow(house, 'Customer', customerId);
  await house.database.sql
    .updateTable('Settings')
    .set({ armedBy: JSON.stringify(former) })
    .execute();
  await house.database.sql
    .updateTable('Deadline')
    .set({ dueAt: dueAfter(ownedSince as Date, 'P5D', 'WORKING', former) })
    .where('kind', '=', 'POOL_RECLAIM')
    .where('dueAt', '=', reclaimAt as Date)
    .execute();
  await start();
  await start();
  expect(await rowsOf(house, 'RearmRun')).toHaveLength(1);
  await follow(house);
  expect((await loadRow(house, 'Customer', customerId)).reclaimAt).toEqual(reclaimAt);
});

test('settings that don’t count time move nothing', async () => {
  const house = await aHouse();
  await update(house, { locale: 'EN' });
  expect(await rowsOf(house, 'RearmRun')).toEqual([]);
});
