import { sql, type SqlBool } from 'kysely';
import { EVENT_COLUMNS } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { descending, inLogOrder } from './order.js';
import { NOW, type AsOf, type Standing } from './standing.js';
import { idsInLog } from './survivor.js';
import { visibleEvents } from './visibility.js';

/** The lists that hang on a customer or lead. Who sees the parent sees these; only the timeline hides other people's cards. */
type Parent = 'customerId' | 'leadId';

const FOLLOW_UPS = descending('followUps.CREATED_AT_DESC', 'createdAt');
const TOUCHES = descending('touches.AT_DESC', 'at');
const TIMELINE = inLogOrder('timeline', 'newestFirst');

export const followUpsOf = ({ sql: db }: Database, parent: Parent, standing: Standing = NOW) => ({
  query: db.selectFrom(standing('FollowUp').as('f')).selectAll('f'),
  table: 'f',
  order: FOLLOW_UPS,
  parent,
});

export const touchesOf = ({ sql: db }: Database, parent: Parent, standing: Standing = NOW) => ({
  query: db.selectFrom(standing('Touch').as('t')).selectAll('t'),
  table: 't',
  order: TOUCHES,
  parent,
});

/** With what happened to those who were merged into it: the log keeps their names. */
export const timelineOf = (database: Database, viewer: Viewer | null) => ({
  ...eventsSeen(database, viewer),
  mergedParents: {
    names: sql`select m.id from "Customer" m where m."mergedIntoId" = parent.id`,
    idsOf: (id: string) => idsInLog(database, 'Customer', id),
  },
});

/** As long as that time the log was. */
export function timelineThen(database: Database, viewer: Viewer, { at, names }: AsOf) {
  const { query, ...list } = eventsSeen(database, viewer);
  return {
    ...list,
    query: query.where('e.at', '<=', at),
    mergedParents: {
      names: sql`select name from unnest(${[...names]}::text[]) name where name <> parent.id`,
      idsOf: () => Promise.resolve(names),
    },
  };
}

const eventsSeen = ({ sql: db }: Database, viewer: Viewer | null) => ({
  query: db
    .selectFrom('Event as e')
    .select(EVENT_COLUMNS)
    .where(viewer === null ? sql<SqlBool>`false` : visibleEvents(viewer, 'e')),
  table: 'e',
  order: TIMELINE,
  parent: 'customerId' as const,
});
