import { beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Standings } from '../../api/streams/standings.js';
import { readLog, type LoggedEvent } from '../../commands/store/event-log.js';
import { buildersOf, type Builders } from '../support/builders.js';
import { countStatements } from '../support/count-statements.js';
import { aHouse, type House } from '../support/house.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

async function lastEvent(): Promise<LoggedEvent> {
  const { events } = await readLog(house.database.sql, { tx: '0', ordinal: 0 }, 100);
  return events.at(-1)!;
}

test('who holds a customer is asked anew for each later event, so that its new owner misses nothing', async () => {
  const customerId = await build.aCustomer({ ownerId: house.lin.id });
  const standings = new Standings(house.database);
  await build.anEvent({ customerId });
  expect(await standings.of(await lastEvent())).toMatchObject({ ownerId: house.lin.id });
  await sql`update "Customer" set "ownerId" = ${house.wang.id} where id = ${customerId}`.execute(house.database.sql);
  await build.anEvent({ customerId });
  expect(await standings.of(await lastEvent())).toMatchObject({ ownerId: house.wang.id });
});

test('a lead that became a customer is held as that is', async () => {
  const customerId = await build.aCustomer({ ownerId: house.wang.id });
  const leadId = await build.aLead({ ownerId: house.lin.id, customerId, status: 'QUALIFIED' });
  await build.anEvent({ leadId });
  expect(await new Standings(house.database).of(await lastEvent())).toMatchObject({ ownerId: house.wang.id });
});

test('many subscribers of one event ask once', async () => {
  const customerId = await build.aCustomer();
  await build.anEvent({ customerId });
  const event = await lastEvent();
  const standings = new Standings(house.database);
  const before = countStatements(house.database.pool);
  await Promise.all(Array.from({ length: 100 }, () => standings.of(event)));
  expect(countStatements(house.database.pool) - before).toBe(1);
});
