import { sql } from 'kysely';
import { decodeCursor, encodeCursor, type Position } from '../../commands/store/cursor.js';
import { EVENT_COLUMNS, SAFE_BELOW } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';
import type { EventType } from '../../domain/event-types.js';
import type { Viewer } from '../../domain/policy.js';
import { allOf, isOneOf, oneOf } from './conditions.js';
import type { CursorFormat } from './list-cursor.js';
import { inLogOrder } from './order.js';
import { page } from './page.js';
import { idsInLog } from './survivor.js';
import { visibleEvents } from './visibility.js';

interface Args {
  readonly after?: string | null;
  readonly types?: readonly EventType[] | null;
  readonly customerId?: string | null;
  readonly leadId?: string | null;
  readonly first?: number | null;
}

const OLDEST_FIRST = inLogOrder('events', 'oldestFirst');

/** The log's own cursors, good under any filter and for subscriptions too. */
const LOG_CURSORS: CursorFormat = {
  write: (event) => encodeCursor(event as Position),
  read: (cursor, field) => {
    const { tx, ordinal } = decodeCursor(cursor, field);
    return [tx, ordinal];
  },
};

/** The log in its order, as far as the viewer may see it. It ends where a slower transaction could still put something in between. */
export async function events(database: Database, viewer: Viewer, { after, first, ...filter }: Args) {
  const { customerId, leadId } = filter;
  const query = database.sql
    .selectFrom('Event as e')
    .select(EVENT_COLUMNS)
    .where(visibleEvents(viewer, 'e'))
    .where(
      allOf([
        sql`e.tx < ${SAFE_BELOW}`,
        oneOf(sql`e.type`, filter.types),
        customerId ? isOneOf(sql`e."customerId"`, await idsInLog(database, 'Customer', customerId)) : null,
        leadId ? isOneOf(sql`e."leadId"`, await idsInLog(database, 'Lead', leadId)) : null,
      ]),
    );
  return page(database, { query, table: 'e', order: OLDEST_FIRST, filter, cursors: LOG_CURSORS }, { after, first });
}
