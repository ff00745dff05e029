import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { beginAttempt } from '../../commands/delivery/begin.js';
import { endAttempt } from '../../commands/delivery/end.js';
import { recordQuote } from '../../commands/record-quote.js';
import { Secrets } from '../../commands/secrets.js';
import { fanOut } from '../../commands/webhook/fan-out.js';
import { redeliver } from '../../commands/webhook/redeliver.js';
import { removeWebhook } from '../../commands/webhook/remove-webhook.js';
import { createWebhook, updateWebhook, type UpdateWebhook } from '../../commands/webhook/save-webhook.js';
import { testWebhook } from '../../commands/webhook/test-webhook.js';
import { SecretMaker } from '../../commands/webhook-secret.js';
import { TX_NUMBER } from '../../commands/store/event-log.js';
import type { EventType } from '../../domain/event-types.js';
import { deliverer } from '../../jobs/delivery/deliver.js';
import { eventWebhook } from '../../jobs/delivery/event-webhook.js';
import { fanOutEvents } from '../../jobs/fan-out.js';
import { aNewCustomer } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { aHouse, type House } from '../support/house.js';
import { quiet } from '../support/quiet-log.js';
import { isSignedWith, Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';

const secrets = new Secrets('a secret that only these tests know');
const maker = new SecretMaker(secrets, 'webhook');

let house: House;
let ending: AbortController;
const receivers: Receiver[] = [];
const workers: Promise<void>[] = [];
beforeEach(async () => {
  house = await aHouse();
  ending = new AbortController();
});
afterEach(async () => {
  ending.abort();
  await Promise.all(workers.splice(0));
  await Promise.all(receivers.splice(0).map((one) => one.stop()));
});

interface Hook {
  readonly id: string;
  readonly receiver: Receiver;
}

async function aWebhook(types: readonly EventType[] | null = ['QUOTE_RECORDED']): Promise<Hook> {
  const receiver = new Receiver();
  receivers.push(receiver);
  const url = await receiver.start();
  const { answer } = await house.as(house.admin, createWebhook, { url, types, secrets: maker });
  receiver.secret = String(answer['secret']);
  return { id: String(answer['webhookId']), receiver };
}

const update = async (change: UpdateWebhook) => (await house.as(house.admin, updateWebhook, change)).answer;

let phones = 13_800_138_000;

/** So many events of one kind. */
async function quotes(count: number): Promise<string> {
  const customerId = await aNewCustomer(house, house.lin, { phone: `${++phones}` });
  for (let index = 1; index <= count; index++)
    await house.as(house.lin, recordQuote, { customerId, amount: `${index}.00` });
  return customerId;
}

interface Work {
  readonly timeoutMs?: number;
  readonly privateHosts?: readonly string[];
}

/** One worker until the test is over. */
function work({ timeoutMs = 1000, privateHosts = ['127.0.0.1'] }: Work = {}): void {
  const channels = { EVENT: eventWebhook({ secrets, privateHosts: new Set(privateHosts), timeoutMs }) };
  const { database, run } = house;
  const { signal } = ending;
  const sending = deliverer({ run, channels, log: quiet, signal });
  const again = async () => {
    while (!signal.aborted) {
      await fanOutEvents({ database, run, signal });
      await sending.turn();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await sending.settled();
  };
  workers.push(again());
}

const deliveriesOf = async ({ id }: Hook) =>
  house.database.sql.selectFrom('Delivery').selectAll().where('webhookId', '=', id).orderBy('id').execute();

const webhookRow = ({ id }: Hook) =>
  house.database.sql.selectFrom('Webhook').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** The next try is due now, and the address no longer held back. */
async function hurry({ id }: Hook): Promise<void> {
  const { sql: db } = house.database;
  const past = new Date(Date.now() - 1000);
  await db
    .updateTable('Delivery')
    .set({ nextAttemptAt: past })
    .where('webhookId', '=', id)
    .where('status', '=', 'RETRYING')
    .execute();
  await db
    .updateTable('DeliveryLane')
    .set({ nextAt: past, heldUntil: null })
    .where('key', '=', `EVENT:${id}`)
    .execute();
}

const arrived = (hook: Hook, count: number) =>
  until('they have arrived', () => hook.receiver.received.length >= count, 30_000);

const statusesOf = async (hook: Hook) => (await deliveriesOf(hook)).map(({ status }) => status);

test('every event since it was made is told once, signed, with where it stands in the log', async () => {
  await quotes(1);
  const hook = await aWebhook();
  const customerId = await quotes(3);
  work();
  await arrived(hook, 3);
  await until('all is written', async () => (await statusesOf(hook)).every((status) => status === 'DELIVERED'));
  const { received } = hook.receiver;
  expect(received.every(({ isSigned }) => isSigned)).toBe(true);
  const logged = await house.database.sql
    .selectFrom('Event')
    .select(['at', 'changes', 'data'])
    .where('customerId', '=', customerId)
    .where('type', '=', 'QUOTE_RECORDED')
    .orderBy('tx')
    .execute();
  const inOrder = [...received].sort((a, b) =>
    String(a.body.data['cursor']) < String(b.body.data['cursor']) ? -1 : 1,
  );
  expect(inOrder.map(({ body }) => body)).toEqual(
    logged.map(({ at, changes, data }) => ({
      type: 'QUOTE_RECORDED',
      timestamp: at.toISOString(),
      data: {
        id: expect.stringMatching(/^evt_[0-9a-f]{19}$/),
        cursor: expect.stringMatching(/^[0-9a-f]{19}$/),
        subject: { type: 'Customer', id: customerId, version: expect.any(Number) },
        customerId,
        leadId: null,
        recipientId: null,
        actor: { id: house.lin.id, name: '林小姐', isApiKey: false },
        rule: null,
        changes,
        data,
      },
    })),
  );
  expect(new Set(received.map(({ id }) => id)).size).toBe(3);
  expect((await deliveriesOf(hook)).map(({ id }) => id).sort()).toEqual(received.map(({ id }) => id).sort());
});

test('without types it is told of everything, its own making first', async () => {
  const hook = await aWebhook(null);
  await quotes(1);
  work();
  const { sql: db } = house.database;
  const all = await db.selectFrom('Event').select('type').orderBy('tx').orderBy('ordinal').execute();
  await arrived(hook, all.length);
  expect(hook.receiver.received.map(({ body }) => body.type).sort()).toEqual(all.map(({ type }) => type).sort());
  expect(all[0]!.type).toBe('SETTINGS_CHANGED');
});

test('thousands of events are taken up in bounded batches, each once, also by many at once', async () => {
  const hook = await aWebhook();
  const { sql: db } = house.database;
  const events = Array.from({ length: 1200 }, (_, ordinal) => ({
    tx: TX_NUMBER,
    ordinal,
    type: ordinal % 2 === 0 ? 'QUOTE_RECORDED' : 'CUSTOMER_CHANGED',
    at: new Date(),
    changes: sql<never>`'[]'`,
    data: sql<never>`'{}'`,
  }));
  await db.insertInto('Event').values(events).execute();
  await Promise.all(
    Array.from({ length: 4 }, () => fanOutEvents({ database: house.database, run: house.run, signal: ending.signal })),
  );
  await fanOutEvents({ database: house.database, run: house.run, signal: ending.signal });
  const places = (await deliveriesOf(hook)).map(({ eventOrdinal }) => eventOrdinal).sort((a, b) => a! - b!);
  expect(places).toEqual(Array.from({ length: 600 }, (_, index) => 2 * index));
});

(onRealServer ? test : test.skip)(
  'an event whose transaction commits late is neither left out nor told twice',
  async () => {
    const hook = await aWebhook();
    const slow = await house.database.pool.connect();
    try {
      await slow.query('begin');
      await slow.query(
        `insert into "Event" (tx, ordinal, type, at, changes, data)
       values ((select "offset" from "LogEpoch") + pg_current_xact_id()::text::bigint, 0, 'QUOTE_RECORDED', now(), '[]', '{}')`,
      );
      await quotes(2);
      const look = () => house.run(fanOut, { webhookId: hook.id }, { by: null });
      await look();
      expect(await deliveriesOf(hook)).toHaveLength(0);
      await slow.query('commit');
      await until('all three are taken up', async () => {
        await look();
        return (await deliveriesOf(hook)).length === 3;
      });
      await look();
      expect(await deliveriesOf(hook)).toHaveLength(3);
    } finally {
      slow.release();
    }
  },
);

test('what happened longer ago than streams go back isn’t told any more', async () => {
  const hook = await aWebhook();
  await quotes(2);
  const { sql: db } = house.database;
  const old = new Date(Date.now() - 73 * 3_600_000);
  const [first] = await db
    .selectFrom('Event')
    .select('tx')
    .where('type', '=', 'QUOTE_RECORDED')
    .orderBy('tx')
    .execute();
  await db.updateTable('Event').set({ at: old }).where('tx', '=', first!.tx).execute();
  work();
  await arrived(hook, 1);
  expect(await deliveriesOf(hook)).toHaveLength(1);
});

describe('a call that fails', () => {
  test.each<[string, number | 'HANG', string]>([
    ['with an error', 500, '500 no'],
    ['as the receiver doesn’t answer in time', 'HANG', 'no answer: time-out'],
    ['with a redirect, which isn’t followed', 302, '302 no'],
    ['as it isn’t liked', 400, '400 no'],
  ])('%s is made again under the same id', async (_, answer, told) => {
    const hook = await aWebhook();
    hook.receiver.answers.push(answer);
    await quotes(1);
    work({ timeoutMs: 300 });
    await until('the failure is written', async () => (await statusesOf(hook))[0] === 'RETRYING');
    const [failed] = await deliveriesOf(hook);
    expect(failed).toMatchObject({ attempts: 1, lastAnswer: told, deliveredAt: null });
    expect(failed!.nextAttemptAt!.getTime() - Date.now()).toBeGreaterThan(2_000);
    await hurry(hook);
    await arrived(hook, 2);
    await until('it has arrived', async () => (await statusesOf(hook))[0] === 'DELIVERED');
    const [one, two] = hook.receiver.received;
    expect([two!.id, two!.isSigned, two!.text]).toEqual([one!.id, true, one!.text]);
  });

  test('as the address is private is never made, and says so', async () => {
    const hook = await aWebhook();
    await quotes(1);
    work({ privateHosts: [] });
    await until('it is written', async () => (await statusesOf(hook))[0] === 'RETRYING');
    expect((await deliveriesOf(hook))[0]!.lastAnswer).toBe('refused: only https addresses are called');
    expect(hook.receiver.received).toHaveLength(0);
  });

  test('to a receiver that is gone switches it off, and the administrators hear of it; on again it goes on from there', async () => {
    const hook = await aWebhook();
    hook.receiver.answers.push(410);
    await quotes(1);
    work();
    await until('it is off', async () => !(await webhookRow(hook)).active);
    expect(await webhookRow(hook)).toMatchObject({ disabledBecause: '410 no' });
    const cards = await house.database.sql.selectFrom('Notification').selectAll().execute();
    const told = cards.filter(({ title }) => title.code === 'NOTE_WEBHOOK_DISABLED');
    expect(told.map(({ recipientId }) => recipientId)).toEqual([house.admin.id]);
    await quotes(2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(hook.receiver.received).toHaveLength(1);
    await update({ webhookId: hook.id, active: true });
    await arrived(hook, 4);
    await until('all is written', async () => (await statusesOf(hook)).every((status) => status === 'DELIVERED'));
    expect(await statusesOf(hook)).toHaveLength(3);
    expect(await webhookRow(hook)).toMatchObject({ active: true, disabledAt: null, disabledBecause: null });
  });

  test('for the last time gives the event up, and switches off a receiver that took nothing since', async () => {
    const hook = await aWebhook();
    hook.receiver.answers.push(500, 500);
    await quotes(1);
    work();
    await until('it has failed', async () => (await statusesOf(hook))[0] === 'RETRYING');
    await house.database.sql.updateTable('Delivery').set({ attempts: 9 }).where('webhookId', '=', hook.id).execute();
    await hurry(hook);
    await until('it is given up', async () => (await statusesOf(hook))[0] === 'DEAD');
    expect(await webhookRow(hook)).toMatchObject({ active: false, disabledBecause: '500 no' });
  });

  test('for the last time gives the event up alone where the receiver takes others', async () => {
    const hook = await aWebhook();
    hook.receiver.answers.push(500, 200, 500);
    await quotes(1);
    work();
    await until('it has failed', async () => (await statusesOf(hook))[0] === 'RETRYING');
    await quotes(1);
    await until('the other has arrived', async () => (await statusesOf(hook)).includes('DELIVERED'));
    const { sql: db } = house.database;
    await db.updateTable('Delivery').set({ attempts: 9 }).where('status', '=', 'RETRYING').execute();
    await hurry(hook);
    await until('it is given up', async () => (await statusesOf(hook)).includes('DEAD'));
    expect(await webhookRow(hook)).toMatchObject({ active: true });
  });

  test('and goes on failing holds up no other webhook', async () => {
    const [dead, alive] = [await aWebhook(), await aWebhook()];
    dead.receiver.answers.push(...Array<'HANG'>(50).fill('HANG'));
    await quotes(12);
    work({ timeoutMs: 20_000 });
    await arrived(alive, 12);
    await until('all is written', async () => (await statusesOf(alive)).every((status) => status === 'DELIVERED'));
    expect(dead.receiver.received.length).toBeLessThanOrEqual(4);
    await dead.receiver.stop();
  });
});

test('a worker that dies between the call and its record: the event comes again under the same id', async () => {
  const hook = await aWebhook();
  await quotes(1);
  await fanOutEvents({ database: house.database, run: house.run, signal: ending.signal });
  const channel = eventWebhook({ secrets, privateHosts: new Set(['127.0.0.1']), timeoutMs: 1000 });
  const { answer } = await house.run(beginAttempt, { routes: { EVENT: { limits: [], atOnce: 4 } } }, { by: null });
  const { deliveryId, laneKey, content } = answer as Record<string, string>;
  const call = { deliveryId: deliveryId!, laneKey: laneKey!, attempt: 1, createdAt: new Date() };
  await channel.send({ ...call, content: JSON.parse(content!) as never }, ending.signal);
  const { sql: db } = house.database;
  await db
    .updateTable('Delivery')
    .set({ nextAttemptAt: new Date(Date.now() - 1000) })
    .execute();
  await db
    .updateTable('DeliveryLane')
    .set({ nextAt: new Date(Date.now() - 1000) })
    .execute();
  work();
  await arrived(hook, 2);
  await until('it is written', async () => (await statusesOf(hook))[0] === 'DELIVERED');
  expect(new Set(hook.receiver.received.map(({ id }) => id)).size).toBe(1);
});

test('in calm two workers tell each event once', async () => {
  const hook = await aWebhook();
  work();
  work();
  await quotes(30);
  await until('all is written', async () => {
    const statuses = await statusesOf(hook);
    return statuses.length === 30 && statuses.every((status) => status === 'DELIVERED');
  });
  expect(hook.receiver.received).toHaveLength(30);
});

test('for 24 hours after a rotation both secrets hold, then the new one alone', async () => {
  const hook = await aWebhook();
  const before = hook.receiver.secret;
  const after = String((await update({ webhookId: hook.id, secrets: maker }))['secret']);
  expect(after).not.toBe(before);
  await quotes(1);
  work();
  await arrived(hook, 1);
  const [one] = hook.receiver.received;
  expect([before, after].map((secret) => isSignedWith(secret, one!))).toEqual([true, true]);
  expect((await webhookRow(hook)).previousUntil!.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
  await house.database.sql
    .updateTable('Webhook')
    .set({ previousUntil: new Date(Date.now() - 1) })
    .execute();
  await quotes(1);
  await arrived(hook, 2);
  const [, two] = hook.receiver.received;
  expect([before, after].map((secret) => isSignedWith(secret, two!))).toEqual([false, true]);
});

test('what has arrived, or was given up, is sent again on demand, under the same id and with all its tries', async () => {
  const hook = await aWebhook();
  await quotes(1);
  work();
  await until('it has arrived', async () => (await statusesOf(hook))[0] === 'DELIVERED');
  const deliveryId = (await deliveriesOf(hook))[0]!.id;
  await house.database.sql.updateTable('Delivery').set({ attempts: 9 }).execute();
  hook.receiver.answers.push(500);
  await house.as(house.admin, redeliver, { deliveryId });
  await until('it has failed once', async () => (await statusesOf(hook))[0] === 'RETRYING');
  await hurry(hook);
  await until('it has arrived again', async () => (await statusesOf(hook))[0] === 'DELIVERED');
  expect(hook.receiver.received.map(({ id }) => id)).toEqual([deliveryId, deliveryId, deliveryId]);
});

test('switched off nothing is sent; on again it goes on from where it stopped', async () => {
  const hook = await aWebhook();
  await update({ webhookId: hook.id, active: false });
  work();
  await quotes(2);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(hook.receiver.received).toHaveLength(0);
  await update({ webhookId: hook.id, active: true });
  await arrived(hook, 2);
});

const tryOut = async ({ id }: Hook) => (await house.as(house.admin, testWebhook, { webhookId: id })).answer;
const triesOf = async (deliveryId: unknown) =>
  house.database.sql
    .selectFrom('DeliveryAttempt')
    .select(['number', 'answer', 'error'])
    .where('deliveryId', '=', String(deliveryId))
    .orderBy('number')
    .execute();

describe('a test', () => {
  test('goes the way of an event, whatever types are told: signed, and recorded as a try', async () => {
    const hook = await aWebhook(['LEAD_CAPTURED']);
    const { deliveryId } = await tryOut(hook);
    work();
    await until('it is written', async () => (await statusesOf(hook)).join() === 'DELIVERED');
    expect(hook.receiver.received).toMatchObject([
      {
        id: deliveryId,
        isSigned: true,
        body: {
          type: 'WEBHOOK_TEST',
          timestamp: (await deliveriesOf(hook))[0]!.createdAt.toISOString(),
          data: { id: null, cursor: null, subject: null, changes: [], data: { webhookId: hook.id } },
        },
      },
    ]);
    expect(await triesOf(deliveryId)).toEqual([{ number: 1, answer: '200 ok', error: null }]);
  });

  test('that fails is not tried again, and switches nothing off; by hand it is sent once more', async () => {
    const hook = await aWebhook();
    hook.receiver.answers.push(500, 500);
    const { deliveryId } = await tryOut(hook);
    work();
    await until('it is given up', async () => (await statusesOf(hook)).join() === 'DEAD');
    expect(await webhookRow(hook)).toMatchObject({ active: true, disabledAt: null });
    await house.as(house.admin, redeliver, { deliveryId: String(deliveryId) });
    await arrived(hook, 2);
    await until('it is given up again', async () => (await statusesOf(hook)).join() === 'DEAD');
    expect(await triesOf(deliveryId)).toMatchObject([{ error: 'RETRY' }, { error: 'RETRY' }]);
    expect(await webhookRow(hook)).toMatchObject({ active: true, disabledAt: null });
  });

  test('that is told that its receiver is gone switches the webhook off, as an event does', async () => {
    const hook = await aWebhook();
    hook.receiver.answers.push(410);
    await tryOut(hook);
    work();
    await until('it is switched off', async () => !(await webhookRow(hook)).active);
  });
});

describe('what was removed', () => {
  const remove = ({ id }: Hook) => house.as(house.admin, removeWebhook, { webhookId: id });

  test('is called no more: what waits never goes, and what was sent can be read, but not sent again', async () => {
    const [hook, other] = [await aWebhook(), await aWebhook()];
    hook.receiver.answers.push(200, 503);
    await quotes(2);
    work();
    await until('one waits', async () => (await statusesOf(hook)).includes('RETRYING'));
    await arrived(other, 2);
    const { answer } = await remove(hook);
    expect(answer).toEqual({ webhookId: hook.id });
    await hurry(hook);
    await quotes(1);
    await arrived(other, 3);
    expect(hook.receiver.received).toHaveLength(2);
    const kept = await deliveriesOf(hook);
    expect(kept.map(({ status, lastAnswer }) => [status, lastAnswer]).sort()).toEqual([
      ['DELIVERED', '200 ok'],
      ['SUPPRESSED', 'WEBHOOK_REMOVED'],
    ]);
    for (const { id } of kept)
      await expect(house.as(house.admin, redeliver, { deliveryId: id })).rejects.toMatchObject({
        field: 'deliveryId',
      });
  });

  test('while it was being called: the call ends, and nothing comes after it', async () => {
    const hook = await aWebhook();
    hook.receiver.answers.push('HANG');
    await quotes(1);
    work({ timeoutMs: 500 });
    await arrived(hook, 1);
    await remove(hook);
    const [delivery] = await deliveriesOf(hook);
    await until('the call is over', async () => (await triesOf(delivery!.id))[0]!.error === 'RETRY');
    await hurry(hook);
    await quotes(1);
    expect(await statusesOf(hook)).toEqual(['SUPPRESSED']);
    expect(hook.receiver.received).toHaveLength(1);
  });

  test('while a call was under way that arrived: it has arrived', async () => {
    const hook = await aWebhook();
    await quotes(1);
    await house.run(fanOut, { webhookId: hook.id }, { by: null });
    const { answer } = await house.run(beginAttempt, { routes: { EVENT: { limits: [], atOnce: 4 } } }, { by: null });
    await remove(hook);
    const call = {
      deliveryId: String(answer['deliveryId']),
      laneKey: String(answer['laneKey']),
      attempt: 1,
      chance: 0,
    };
    await house.run(endAttempt, { ...call, sent: { delivered: true, answer: '200 ok' } }, { by: null });
    expect(await deliveriesOf(hook)).toMatchObject([
      { status: 'DELIVERED', lastAnswer: '200 ok', nextAttemptAt: null, deliveredAt: expect.any(Date) },
    ]);
  });
});
