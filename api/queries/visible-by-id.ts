import { sql } from 'kysely';
import { EVENT_COLUMNS } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { eventId, placeOfEvent } from './event-id.js';
import { NOW, type Standing } from './standing.js';
import {
  visibleCustomers,
  visibleEvents,
  visibleFollowUps,
  visibleLeads,
  visibleNotifications,
  visibleWithSubject,
} from './visibility.js';

type Ids = readonly string[];

/** By their ids, and by those of whoever was merged into them: `askedId` is the one that was asked for. */
export function customersById({ sql: db }: Database, viewer: Viewer, ids: Ids) {
  return db
    .selectFrom('Customer as asked')
    .innerJoin('Customer as c', (on) => on.on(sql<boolean>`c.id = coalesce(asked."mergedIntoId", asked.id)`))
    .selectAll('c')
    .select('asked.id as askedId')
    .where('asked.id', 'in', ids)
    .where(visibleCustomers(viewer, 'c'))
    .execute();
}

/** The leads that became these customers, earliest first. */
export const leadsOf = (database: Database, viewer: Viewer, customerIds: Ids) =>
  leads(database, customerIds, NOW).where(visibleLeads(viewer, 'l')).execute();

/** Those that had become a customer then, whom the viewer may see. */
export const leadsThen = (database: Database, customerIds: Ids, standing: Standing) =>
  leads(database, customerIds, standing).execute();

function leads({ sql: db }: Database, customerIds: Ids, standing: Standing) {
  const ofCustomers = db.selectFrom(standing('Lead').as('l')).selectAll().where('customerId', 'in', customerIds);
  return ofCustomers.orderBy('receivedAt').orderBy('id');
}

export function leadsById({ sql: db }: Database, viewer: Viewer, ids: Ids) {
  return db
    .selectFrom('Lead as asked')
    .innerJoin('Lead as l', (on) => on.on(sql<boolean>`l.id = coalesce(asked."mergedIntoId", asked.id)`))
    .selectAll('l')
    .select('asked.id as askedId')
    .where('asked.id', 'in', ids)
    .where(visibleLeads(viewer, 'l'))
    .execute();
}

export function followUpsById({ sql: db }: Database, viewer: Viewer, ids: Ids) {
  return db
    .selectFrom('FollowUp as f')
    .selectAll()
    .where('id', 'in', ids)
    .where(visibleFollowUps(viewer, 'f'))
    .execute();
}

/** Those of a customer as it was. */
export const followUpsThen = ({ sql: db }: Database, ids: Ids, standing: Standing) =>
  db.selectFrom(standing('FollowUp').as('f')).selectAll().where('id', 'in', ids).execute();

export function deadlinesById({ sql: db }: Database, viewer: Viewer, ids: Ids) {
  return db
    .selectFrom('Deadline as d')
    .selectAll()
    .where('id', 'in', ids)
    .where(visibleWithSubject(viewer, 'd'))
    .execute();
}

export function touchesById({ sql: db }: Database, viewer: Viewer, ids: Ids) {
  return db
    .selectFrom('Touch as t')
    .selectAll()
    .where('id', 'in', ids)
    .where(visibleWithSubject(viewer, 't'))
    .execute();
}

export function quotesById({ sql: db }: Database, viewer: Viewer, ids: Ids) {
  const quotes = db.selectFrom('Quote as q').innerJoin('Customer as c', 'c.id', 'q.customerId').selectAll('q');
  return quotes.where('q.id', 'in', ids).where(visibleCustomers(viewer, 'c')).execute();
}

export function notificationsById({ sql: db }: Database, viewer: Viewer, ids: Ids) {
  const cards = db.selectFrom('Notification as n').selectAll().where('id', 'in', ids);
  return cards.where(visibleNotifications(viewer, 'n')).execute();
}

/** An event's id holds its place in the log. */
export async function eventsById({ sql: db }: Database, viewer: Viewer, ids: Ids) {
  const places = ids.map(placeOfEvent).filter((place) => place !== null);
  if (places.length === 0) return [];
  const pairs = places.map(({ tx, ordinal }) => sql`(${tx}::bigint, ${ordinal}::int)`);
  const events = db
    .selectFrom('Event as e')
    .select(EVENT_COLUMNS)
    .where(sql<boolean>`(e.tx, e.ordinal) in (${sql.join(pairs)})`);
  return (await events.where(visibleEvents(viewer, 'e')).execute()).map((event) => ({ ...event, id: eventId(event) }));
}
