import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { cleanUp } from '../../commands/clean-up.js';
import { aHouse, type House } from '../support/house.js';
import { until } from '../support/until.js';
import { aWorkshop } from './support.js';

const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

async function anAnswer({ database, lin }: House, key: string, createdAt: Date) {
  const row = { actorId: lin.id, mutation: 'createCustomer', key, inputHash: '', answer: '{}', createdAt };
  await database.sql.insertInto('IdempotencyKey').values(row).execute();
}

async function aSession({ database, lin }: House, id: string, expiresAt: Date) {
  await database.sql
    .insertInto('Session')
    .values({ id, userId: lin.id, refreshHash: id, createdAt: ago(1), expiresAt })
    .execute();
}

const keys = async ({ database }: House) =>
  (await database.sql.selectFrom('IdempotencyKey').select('key').execute()).map(({ key }) => key);

test('answers to keyed calls are kept for 48 hours, sessions for 30 days after they ended', async () => {
  const house = await aHouse();
  await anAnswer(house, 'old', ago(49));
  await anAnswer(house, 'young', ago(47));
  await aSession(house, 'ses_old', ago(31 * 24));
  await aSession(house, 'ses_young', ago(29 * 24));
  expect((await house.run(cleanUp, {}, { by: null })).answer).toEqual({ answers: 1, sessions: 1 });
  expect(await keys(house)).toEqual(['young']);
  expect(await house.database.sql.selectFrom('Session').select('id').execute()).toEqual([{ id: 'ses_young' }]);
});

test('a worker cleans up by itself, and all there is, however much it was', async () => {
  const shop = await aWorkshop();
  await sql`insert into "IdempotencyKey" ("actorId", mutation, key, "inputHash", answer, "createdAt")
    select ${shop.lin.id}, 'createCustomer', n::text, '', '{}', ${ago(49)} from generate_series(1, 5001) n`.execute(
    shop.database.sql,
  );
  await shop.work();
  await until('the old answers are gone', async () => (await keys(shop)).length === 0);
});
