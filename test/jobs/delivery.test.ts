import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { command, type Run } from '../../commands/command.js';
import { beginAttempt } from '../../commands/delivery/begin.js';
import type { CardContent } from '../../commands/delivery/content.js';
import { endAttempt } from '../../commands/delivery/end.js';
import { queueDeliveries } from '../../commands/delivery/queue.js';
import { accept } from '../../domain/decision.js';
import type { Limit, OutsideChannel, Sent } from '../../domain/delivery/delivery.js';
import { message } from '../../domain/message.js';
import { notify } from '../../domain/notify.js';
import type { Channel, Outbound } from '../../jobs/delivery/channel.js';
import { deliverer, type Channels } from '../../jobs/delivery/deliver.js';
import { aHouse, type House } from '../support/house.js';
import { quiet } from '../support/quiet-log.js';
import { until } from '../support/until.js';

let house: House;
let run: Run;
let ending: AbortController;
const working: Promise<void>[] = [];
beforeEach(async () => {
  house = await aHouse();
  run = house.run;
  ending = new AbortController();
});
afterEach(async () => {
  ending.abort();
  await Promise.all(working.splice(0));
});

interface Arrival {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly at: number;
}

const ARRIVED: Sent = { delivered: true, answer: 'ok' };
const failure = (error: 'RETRY' | 'RATE' | 'CONFIGURATION' | 'MESSAGE', retryAfterMs?: number): Sent => ({
  delivered: false,
  error,
  answer: error,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

/** A receiver at the other side of the port, which answers as it is told and remembers what arrived. */
class Receiver implements Channel<CardContent> {
  readonly arrivals: Arrival[] = [];
  readonly answers: (Sent | 'HANG')[] = [];
  readonly atOnce = 4;
  underWay = 0;
  mostUnderWay = 0;

  constructor(readonly limits: readonly Limit[] = []) {}

  async send({ deliveryId, attempt }: Outbound<CardContent>): Promise<Sent> {
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    this.arrivals.push({ deliveryId, attempt, at: Date.now() });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const answer = this.answers.shift() ?? ARRIVED;
    if (answer === 'HANG')
      return new Promise((resolve) => ending.signal.addEventListener('abort', () => resolve(failure('RETRY'))));
    this.underWay--;
    return answer;
  }
}

/** Puts somebody's cards on their way to an address. */
const putOnTheirWay = command('putOnTheirWay', async (tx, { to, cards }: { to: Address; cards: number }, call) => {
  const { channel, laneKey, userId } = to;
  await tx.sql
    .insertInto('ChannelSetting')
    .values({ userId, channel, address: 'somewhere', laneKey, createdAt: call.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const card = { kind: 'SYSTEM', title: message('NOT_FOUND'), body: message('NOT_FOUND'), level: 0 } as const;
  const changes = Array.from({ length: cards }, () => notify(userId, card, call));
  await tx.write(changes);
  const ids = changes.map((change) => ('add' in change ? change.row.id : ''));
  const rest = { channel, route: channel, laneKey, recipientId: userId, nextAttemptAt: call.now };
  await queueDeliveries(
    tx,
    ids.map((notificationId) => ({ ...rest, notificationId, onceKey: `${notificationId}:${channel}` })),
  );
  return accept([]);
});

interface Address {
  readonly userId: string;
  readonly channel: OutsideChannel;
  readonly laneKey: string;
}
const robot = (): Address => ({ userId: house.lin.id, channel: 'WECOM_ROBOT', laneKey: 'WECOM_ROBOT:a' });
const mail = (): Address => ({ userId: house.lin.id, channel: 'EMAIL', laneKey: 'EMAIL:b' });
const send = (to: Address, cards: number) => run(putOnTheirWay, { to, cards }, { by: null });

/** A worker that sends until the test is over. */
function work(channels: Channels): void {
  const worker = deliverer({ run, channels, log: quiet, signal: ending.signal });
  const again = async () => {
    while (!ending.signal.aborted) {
      await worker.turn();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await worker.settled();
  };
  working.push(again().catch(() => ending.abort()));
}

const statuses = async (laneKey = robot().laneKey) => {
  const rows = await house.database.sql
    .selectFrom('Delivery')
    .select(['status', 'attempts', 'lastAnswer', 'lastError'])
    .where('laneKey', '=', laneKey)
    .orderBy('id')
    .execute();
  return rows;
};
const allDelivered = async (count: number, laneKey?: string) => {
  const rows = await statuses(laneKey);
  return rows.filter(({ status }) => status === 'DELIVERED').length === count;
};
const lane = (key = robot().laneKey) =>
  house.database.sql.selectFrom('DeliveryLane').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
/** As if all pauses and leases were over. */
const later = async () => {
  const { pool } = house.database;
  await pool.query(`update "Delivery" set "nextAttemptAt" = now() where "nextAttemptAt" is not null`);
  await pool.query(`update "DeliveryAttempt" set "startedAt" = now() - interval '1 hour'`);
  await pool.query(`update "DeliveryLane" set "heldUntil" = null, "nextAt" = now()`);
};

describe('N2: every message is sent once, whoever sends', () => {
  test('by any number of workers, each message by one of them', async () => {
    const receiver = new Receiver();
    await send(robot(), 30);
    work({ WECOM_ROBOT: receiver });
    work({ WECOM_ROBOT: receiver });
    await until('all arrived', () => allDelivered(30));
    expect(new Set(receiver.arrivals.map(({ deliveryId }) => deliveryId)).size).toBe(30);
    expect(receiver.arrivals).toHaveLength(30);
    expect(receiver.mostUnderWay).toBeLessThanOrEqual(receiver.atOnce);
    await until('nothing is left to do', async () => (await lane()).nextAt === null);
    expect(await lane()).toMatchObject({ failures: 0, heldUntil: null });
  });

  test('and one that is put on its way twice goes once', async () => {
    const receiver = new Receiver();
    await send(robot(), 1);
    const { notificationId } = await house.database.sql
      .selectFrom('Delivery')
      .select('notificationId')
      .executeTakeFirstOrThrow();
    const twice = command('twice', async (tx, _: object, call) => {
      const { channel, laneKey, userId: recipientId } = robot();
      const key = { onceKey: `${notificationId}:${channel}`, nextAttemptAt: call.now };
      await queueDeliveries(tx, [{ channel, route: channel, laneKey, recipientId, ...key }]);
      return accept([]);
    });
    await run(twice, {}, { by: null });
    work({ WECOM_ROBOT: receiver });
    await until('all arrived', () => allDelivered(1));
    expect(await statuses()).toHaveLength(1);
  });

  test('of a process that dies during the call another makes it anew, with the same id; its late word still counts', async () => {
    const receiver = new Receiver();
    await send(robot(), 1);
    const routes = { WECOM_ROBOT: { limits: [], atOnce: 4 } };
    const { answer: dead } = await run(beginAttempt, { routes }, { by: null });
    const { answer: nobody } = await run(beginAttempt, { routes }, { by: null });
    expect([dead['outcome'], nobody['outcome']]).toEqual(['BEGUN', 'NONE']);
    await later();
    const { answer: next } = await run(beginAttempt, { routes }, { by: null });
    expect(next).toMatchObject({ outcome: 'BEGUN', deliveryId: dead['deliveryId'], attempt: 2 });
    const late = { deliveryId: String(dead['deliveryId']), laneKey: robot().laneKey, attempt: 1, chance: 0 };
    expect((await run(endAttempt, { ...late, sent: failure('RETRY') }, { by: null })).answer['outcome']).toBe('STALE');
    expect((await run(endAttempt, { ...late, sent: ARRIVED }, { by: null })).answer['outcome']).toBe('DELIVERED');
    await later();
    work({ WECOM_ROBOT: receiver });
    await until('nothing is left to do', async () => (await lane()).nextAt === null);
    expect(receiver.arrivals).toEqual([]);
    expect(
      await house.database.sql.selectFrom('DeliveryAttempt').select(['number', 'answer']).orderBy('number').execute(),
    ).toEqual([
      { number: 1, answer: 'ok' },
      { number: 2, answer: null },
    ]);
  });

  test('what was read meanwhile, and what its recipient no longer wants there, is not sent', async () => {
    const receiver = new Receiver();
    await send(robot(), 2);
    await house.database.pool.query(
      `update "Notification" set "readAt" = now() where id in (select min(id) from "Notification")`,
    );
    await send(mail(), 1);
    await house.database.sql.deleteFrom('ChannelSetting').where('channel', '=', 'EMAIL').execute();
    work({ WECOM_ROBOT: receiver, EMAIL: receiver });
    await until('all arrived', () => allDelivered(1));
    await until('nothing is left to do', async () => (await lane(mail().laneKey)).nextAt === null);
    expect((await statuses()).map(({ lastAnswer }) => lastAnswer).sort()).toEqual(['READ', 'ok']);
    expect(await statuses(mail().laneKey)).toMatchObject([{ status: 'SUPPRESSED', lastAnswer: 'CHANNEL_LEFT' }]);
    expect(receiver.arrivals).toHaveLength(1);
  });
});

describe('R16: an address’s limit holds across workers', () => {
  test('no span at the receiver ever holds more calls', async () => {
    const limit = { calls: 5, withinMs: 400 };
    const receiver = new Receiver([limit]);
    await send(robot(), 23);
    for (let workers = 0; workers < 3; workers++) work({ WECOM_ROBOT: receiver });
    await until('all arrived', () => allDelivered(23));
    const times = receiver.arrivals.map(({ at }) => at).sort((a, b) => a - b);
    const tooMany = times.filter((at, index) => at - (times[index - limit.calls] ?? -Infinity) < limit.withinMs);
    expect(tooMany).toEqual([]);
  });

  test('a call that nobody lived to tell of takes its place all the same', async () => {
    await send(robot(), 2);
    const routes = { WECOM_ROBOT: { limits: [{ calls: 1, withinMs: 60_000 }], atOnce: 4 } };
    const begin = async () => (await run(beginAttempt, { routes }, { by: null })).answer['outcome'];
    expect([await begin(), await begin(), await begin()]).toEqual(['BEGUN', 'NONE', 'NONE']);
    const free = (await lane()).nextAt!.getTime() - Date.now();
    expect(free).toBeGreaterThan(150_000);
  });
});

describe('N2: what is wrong with one address stops nothing else', () => {
  test('one that doesn’t answer holds up as many calls as it may have', async () => {
    const [dead, well] = [new Receiver(), new Receiver()];
    dead.answers.push(...Array<'HANG'>(10).fill('HANG'));
    await send(robot(), 10);
    await send(mail(), 10);
    work({ WECOM_ROBOT: dead, EMAIL: well });
    await until('all arrived', () => allDelivered(10, mail().laneKey));
    expect(dead.arrivals).toHaveLength(dead.atOnce);
  });

  test('one that fails again and again is tried by one call at a time, until it is well again', async () => {
    const receiver = new Receiver();
    receiver.answers.push(...Array<Sent>(6).fill(failure('RETRY')));
    await send(robot(), 8);
    work({ WECOM_ROBOT: receiver });
    await until('it is held back', async () => (await lane()).heldUntil !== null);
    await until('all calls are over', () => receiver.underWay === 0);
    const before = receiver.arrivals.length;
    expect(before).toBeLessThanOrEqual(receiver.atOnce + 2);
    receiver.mostUnderWay = 0;
    await until('all arrived', async () => {
      await later();
      return allDelivered(8);
    });
    expect(await lane()).toMatchObject({ failures: 0, heldUntil: null });
    expect(new Set(receiver.arrivals.map(({ deliveryId }) => deliveryId)).size).toBe(8);
  });

  test('one that asks to wait is left alone for as long', async () => {
    const receiver = new Receiver();
    receiver.answers.push(failure('RATE', 500));
    await send(robot(), 1);
    work({ WECOM_ROBOT: receiver });
    await until('all arrived', () => allDelivered(1));
    const [first, second] = receiver.arrivals as [Arrival, Arrival];
    expect(second.at - first.at).toBeGreaterThanOrEqual(500);
  });

  test('one whose configuration is refused is paused, and the messages wait', async () => {
    const receiver = new Receiver();
    receiver.answers.push(...Array<Sent>(4).fill(failure('CONFIGURATION')));
    await send(robot(), 5);
    work({ WECOM_ROBOT: receiver });
    await until('it is paused', async () => (await lane()).pausedAt !== null);
    await until('nothing is left to do', async () => (await lane()).nextAt === null);
    expect((await lane()).pausedBecause).toBe('CONFIGURATION');
    expect((await statuses()).filter(({ status }) => status === 'DELIVERED' || status === 'DEAD')).toEqual([]);
  });

  test('a message that can’t be delivered is given up alone, also one that its channel stumbles over', async () => {
    const receiver = new Receiver();
    receiver.answers.push(failure('MESSAGE'));
    const stumbling = new Receiver();
    const send1 = stumbling.send.bind(stumbling);
    stumbling.send = (outbound) =>
      stumbling.arrivals.length === 0 ? send1(outbound).then(() => Promise.reject(new Error())) : send1(outbound);
    await send(robot(), 3);
    await send(mail(), 3);
    work({ WECOM_ROBOT: receiver, EMAIL: stumbling });
    await until('all arrived', () => allDelivered(2));
    await until('all arrived', () => allDelivered(2, mail().laneKey));
    for (const key of [robot().laneKey, mail().laneKey])
      expect((await statuses(key)).filter(({ status }) => status === 'DEAD')).toMatchObject([{ lastError: 'MESSAGE' }]);
  });
});
