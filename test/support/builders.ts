import type { Insertable } from 'kysely';
import { newId } from '../../commands/store/ids.js';
import { TX_NUMBER } from '../../commands/store/event-log.js';
import { sameInBoth } from '../../domain/message.js';
import type { StageOutcome } from '../../domain/playbook/playbook.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import type { House } from './house.js';

type Row<Table extends keyof DB> = Insertable<DB[Table]>;
type Some<Table extends keyof DB> = Partial<Row<Table>>;

/** Rows as they may stand in the database, written directly: a test names only what it is about. */
export function buildersOf(house: House) {
  const { sql: db } = house.database;

  const aSource = async (given: Some<'Source'> = {}): Promise<string> => {
    const id = newId('Source');
    const row = {
      id,
      name: id,
      channel: 'WEBSITE',
      quality: 3,
      keyHash: id,
      allowedOrigins: [],
      defaultTags: [],
      createdAt: now(),
      ...given,
    };
    await db.insertInto('Source').values(row).execute();
    return row.id;
  };

  const aTeam = async (given: Some<'Team'> = {}): Promise<string> => {
    const id = newId('Team');
    await db
      .insertInto('Team')
      .values({ id, name: id, playbookId: house.playbookId, createdAt: now(), ...given })
      .execute();
    return id;
  };

  const aPool = async ({
    rules = {},
    teamIds = [],
    ...given
  }: Omit<Some<'Pool'>, 'rules'> & { rules?: object; teamIds?: readonly string[] } = {}) => {
    const id = newId('Pool');
    const row = { id, name: id, kind: 'PUBLIC' as const, rules: JSON.stringify(rules), createdAt: now(), ...given };
    await db.insertInto('Pool').values(row).execute();
    for (const teamId of teamIds) await db.insertInto('PoolTeam').values({ poolId: id, teamId }).execute();
    return id;
  };

  /** Owned by Lin unless it says otherwise. */
  const customerRow = (given: Some<'Customer'> = {}): Row<'Customer'> => ({
    id: newId('Customer'),
    version: 1,
    name: '周敏',
    intent: 'UNKNOWN',
    tags: [],
    customFields: '{}' as never,
    playbookId: house.playbookId,
    stage: 'INITIAL_CONTACT',
    stageEnteredAt: now(),
    cycleStartedAt: now(),
    ownerId: given.poolId ? null : house.lin.id,
    createdAt: now(),
    updatedAt: now(),
    ...given,
  });

  const someCustomers = async (given: readonly Some<'Customer'>[]): Promise<string[]> => {
    const rows = given.map(customerRow);
    await db.insertInto('Customer').values(rows).execute();
    return rows.map(({ id }) => id);
  };

  const aCustomer = async (given: Some<'Customer'> = {}): Promise<string> => (await someCustomers([given]))[0]!;

  const aLead = async (given: Some<'Lead'> = {}): Promise<string> => {
    const row: Row<'Lead'> = {
      id: newId('Lead'),
      version: 1,
      status: 'NEW',
      name: '周敏',
      sourceId: given.sourceId ?? (await aSource()),
      tags: [],
      score: 0,
      scoreReasons: '[]' as never,
      ownerId: given.poolId ? null : house.lin.id,
      receivedAt: now(),
      updatedAt: now(),
      ...given,
    };
    await db.insertInto('Lead').values(row).execute();
    return row.id;
  };

  const aFollowUp = async (given: Some<'FollowUp'>): Promise<string> => {
    const row: Row<'FollowUp'> = {
      id: newId('FollowUp'),
      version: 1,
      ownerId: house.lin.id,
      status: 'PLANNED',
      purpose: JSON.stringify(sameInBoth('回访')) as never,
      remindAt: [] as never,
      createdAt: now(),
      ...given,
    };
    await db.insertInto('FollowUp').values(row).execute();
    return row.id;
  };

  const aDeadline = async (given: Some<'Deadline'>): Promise<string> => {
    const id = newId('Deadline');
    const because = JSON.stringify({
      code: 'BECAUSE_DUE',
      params: { purpose: '回访', due: { at: now().toISOString() } },
    }) as never;
    const row = {
      id,
      kind: 'FOLLOW_UP_DUE' as const,
      status: 'ARMED' as const,
      subject: id,
      rule: 'followUp',
      step: 0,
      dueAt: now(),
      because,
      createdAt: now(),
      ...given,
    };
    await db.insertInto('Deadline').values(row).execute();
    return id;
  };

  const aQuote = async (given: Some<'Quote'> & { customerId: string }): Promise<string> => {
    const id = newId('Quote');
    await db
      .insertInto('Quote')
      .values({ id, amount: '1000', currency: 'CNY', createdAt: now(), ...given })
      .execute();
    return id;
  };

  const aStageVisit = async (given: Some<'StageVisit'> & { customerId: string }): Promise<void> => {
    const { playbookId } = house;
    const stage = given.stage ?? 'INITIAL_CONTACT';
    const outcome: StageOutcome = stage === 'WON' || stage === 'LOST' ? stage : 'OPEN';
    const row = { id: newId('StageVisit'), playbookId, stage, outcome, enteredAt: now(), ...given };
    await db.insertInto('StageVisit').values(row).execute();
  };

  const anEvent = async (given: Some<'Event'> = {}): Promise<void> => {
    const row = {
      tx: TX_NUMBER,
      ordinal: 0,
      type: 'CUSTOMER_CHANGED',
      at: now(),
      changes: '[]' as never,
      data: '{}' as never,
      ...given,
    };
    await db.insertInto('Event').values(row).execute();
  };

  const aNotification = async (given: Some<'Notification'> & { recipientId: string }): Promise<string> => {
    const id = newId('Notification');
    const text = JSON.stringify({ code: 'NOTE_DUE', params: { customer: '周敏', purpose: '回访' } }) as never;
    const row = {
      id,
      tx: TX_NUMBER,
      ordinal: 0,
      kind: 'REMINDER' as const,
      title: text,
      body: text,
      level: 0,
      at: now(),
      ...given,
    };
    await db.insertInto('Notification').values(row).execute();
    return id;
  };

  return {
    aSource,
    aTeam,
    aPool,
    aCustomer,
    someCustomers,
    aLead,
    aFollowUp,
    aDeadline,
    aQuote,
    aStageVisit,
    anEvent,
    aNotification,
  };
}

export type Builders = ReturnType<typeof buildersOf>;

const now = (): Date => new Date();
