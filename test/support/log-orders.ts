import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Transaction } from 'kysely';
import { encodeCursor } from '../../commands/store/cursor.js';
import { headOfLog, TX_NUMBER } from '../../commands/store/event-log.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import type { Api } from './api.js';
import { anApi } from './api.js';
import { aSocket } from './sockets.js';
import { until } from './until.js';

const EVENTS = 'subscription ($after: Cursor) { events(after: $after) { cursor } }';

/** What one transaction writes, and whether it is committed. */
const aTransaction = fc.record({ events: fc.integer({ min: 1, max: 3 }), isCommitted: fc.boolean() });

/** Transactions that overlap: whose turn is next, and whether the subscriber goes and comes back before it. */
const aSchedule = fc.record({
  transactions: fc.array(aTransaction, { minLength: 2, maxLength: 4 }),
  turns: fc.array(fc.record({ whose: fc.nat(), comesBack: fc.boolean() }), { minLength: 16, maxLength: 16 }),
});
type Schedule = typeof aSchedule extends fc.Arbitrary<infer T> ? T : never;

/**
 * Transactions that begin, write and end in any order, and a subscriber that leaves and comes back with its last cursor at any moment:
 * it gets everything that was committed, in the order of the log, each once.
 */
export async function tryLogOrders(numRuns: number): Promise<void> {
  const api = await anApi();
  const socket = await aSocket(api, api.admin);
  expect(await socket.accepted).toBe(true);
  let schedules = 0;
  await fc.assert(
    fc.asyncProperty(aSchedule, (schedule) => tryOne(api, socket, schedule, ++schedules)),
    { numRuns, endOnFailure: true },
  );
}

type Socket = Awaited<ReturnType<typeof aSocket>>;

async function tryOne(api: Api, socket: Socket, schedule: Schedule, number: number): Promise<void> {
  const head = await headOfLog(api.database.sql);
  const subscriber = new Subscriber(socket, head, number);
  subscriber.comeBack();
  for await (const { comesBack } of played(api, schedule)) {
    api.announce();
    if (comesBack) subscriber.comeBack();
  }
  api.announce();
  const logged = await cursorsAfter(api, head);
  await until('the subscriber has got everything', () => subscriber.received.length >= logged.length);
  expect(subscriber.received).toEqual(logged);
  expect(logged).toHaveLength(sum(schedule.transactions.map(({ events, isCommitted }) => (isCommitted ? events : 0))));
  subscriber.leave();
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Plays the schedule to its end: each turn begins a transaction, writes in it, or ends it. */
async function* played({ database }: Api, { transactions, turns }: Schedule) {
  const open = transactions.map((one) => ({ ...one, written: 0, transaction: null as Transaction<DB> | null }));
  const begin = async () => (await database.sql.startTransaction().execute()) as unknown as Transaction<DB>;
  for (let turn = 0; open.length > 0; turn++) {
    const { whose, comesBack } = turns[turn % turns.length]!;
    const index = whose % open.length;
    const one = open[index]!;
    one.transaction ??= await begin();
    if (one.written < one.events) await write(one.transaction, one.written++);
    else {
      const { transaction } = one as unknown as { transaction: { commit(): Ends; rollback(): Ends } };
      await (one.isCommitted ? transaction.commit() : transaction.rollback()).execute();
      open.splice(index, 1);
    }
    yield { comesBack };
  }
}

interface Ends {
  execute(): Promise<void>;
}

async function write(transaction: Transaction<DB>, ordinal: number): Promise<void> {
  const event = { type: 'SETTINGS_CHANGED', at: new Date(), changes: '[]' as never, data: '{}' as never };
  await transaction
    .insertInto('Event')
    .values({ tx: TX_NUMBER, ordinal, ...event })
    .execute();
}

async function cursorsAfter({ database }: Api, head: string): Promise<readonly string[]> {
  const rows = await database.sql
    .selectFrom('Event')
    .select(['tx', 'ordinal'])
    .orderBy('tx')
    .orderBy('ordinal')
    .execute();
  return rows.map(encodeCursor).filter((cursor) => cursor > head);
}

/** Somebody who follows the log, and notes what arrives on the subscription that they have at that moment. */
class Subscriber {
  readonly received: string[] = [];
  private times = 0;
  private readonly hear: (data: Buffer) => void;

  constructor(
    private readonly socket: Socket,
    private readonly head: string,
    private readonly number: number,
  ) {
    this.hear = (data) => {
      const message = JSON.parse(data.toString()) as {
        id?: string;
        type: string;
        payload?: { data: { events: { cursor: string } } };
      };
      if (message.id === this.id && message.type === 'next') this.received.push(message.payload!.data.events.cursor);
    };
    socket.socket.on('message', this.hear);
  }

  private get id(): string {
    return `${this.number} ${this.times}`;
  }

  comeBack(): void {
    if (this.times > 0) this.socket.end(this.id);
    this.times++;
    this.socket.start(this.id, EVENTS, { after: this.received.at(-1) ?? this.head });
  }

  leave(): void {
    this.socket.end(this.id);
    this.socket.socket.off('message', this.hear);
  }
}
