import { sql, type Selectable } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { DB, Deadline, FollowUp, Quote, StageVisit } from '../../schema/generated/kysely/types.js';
import { NOW, type Standing } from './standing.js';
import { among } from './visibility.js';

type Ids = readonly string[];

/** Every stay in a stage, oldest first. */
export function visitsOf(
  { sql: db }: Database,
  customerIds: Ids,
  standing: Standing = NOW,
): Promise<Selectable<StageVisit>[]> {
  return db
    .selectFrom(standing('StageVisit').as('v'))
    .selectAll()
    .where('customerId', 'in', customerIds)
    .orderBy('enteredAt')
    .orderBy('id')
    .execute();
}

/** Newest first. */
export function quotesOf(
  { sql: db }: Database,
  customerIds: Ids,
  standing: Standing = NOW,
): Promise<Selectable<Quote>[]> {
  const newestFirst = db.selectFrom(standing('Quote').as('q')).selectAll().where('customerId', 'in', customerIds);
  return newestFirst.orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
}

/** The open follow-up that is due first, one per customer. */
export function nextFollowUpsOf(
  { sql: db }: Database,
  customerIds: Ids,
  standing: Standing = NOW,
): Promise<Selectable<FollowUp>[]> {
  return db
    .selectFrom(standing('FollowUp').as('f'))
    .distinctOn('customerId')
    .selectAll()
    .where('customerId', 'in', customerIds)
    .where('status', '=', 'PLANNED')
    .orderBy('customerId')
    .orderBy('dueAt')
    .orderBy('id')
    .execute();
}

/** Timers that still matter: armed ones, and those parked because firing them failed. */
export async function openDeadlinesOf(
  { sql: db }: Database,
  subject: 'customerId' | 'leadId',
  ids: Ids,
): Promise<Selectable<Deadline>[]> {
  const { rows } = await sql<Selectable<DB['Deadline']>>`select * from "Deadline" d
    where d.${sql.ref(subject)} ${among(ids)} and d.status in ('ARMED', 'PARKED') order by d."dueAt", d.id`.execute(db);
  return rows;
}
