import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { RecordName } from '../../domain/change.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import type { Sorted } from './record.js';

/** What obligations are told from: of a table all rows that are new, and those whose columns changed of which one is named. */
const TOLD_FROM: Partial<Record<RecordName, readonly string[]>> = {
  FollowUp: ['status', 'stage', 'dueAt', 'occurredAt', 'qualifying', 'cancelledAt'],
  StageVisit: ['leftAt'],
  Claim: ['firstContactDueAt'],
  Customer: ['ownerId', 'mergedIntoId'],
};

/** Whose obligations a decision may have changed: a lead's are those of the customer that it became. */
interface Owing {
  readonly customers: readonly string[];
  readonly leads: readonly string[];
}

/** Every change has an event that says whom it is about, and a merge moves what isn't named. */
function owingIn({ added, patched, events, moves }: Sorted): Owing {
  const changes = Object.entries(TOLD_FROM).some(
    ([table, columns]) =>
      added.has(table as RecordName) ||
      [...(patched.get(table as RecordName)?.values() ?? [])].some((row) => columns.some((column) => column in row)),
  );
  const told = changes ? events.flatMap(({ customerId }) => customerId ?? []) : [];
  const movedOf = (kind: string) =>
    moves.filter((moved) => moved.kind === kind).flatMap(({ fromId, toId }) => [fromId, toId]);
  return { customers: [...new Set([...told, ...movedOf('CUSTOMER')])], leads: movedOf('LEAD') };
}

/** The kept obligations follow what a decision wrote: reports read from them who owed what and when it was met. Null: they stay as they are. */
export function obligationsAfter(written: Sorted): RawBuilder<unknown> | null {
  const { customers, leads } = owingIn(written);
  if (leads.length > 0)
    return sql`refresh_obligations(${customers}::text[] || array(select l."customerId" from "Lead" l
      where l.id = any(${leads}::text[]) and l."customerId" is not null))`;
  return customers.length > 0 ? sql`refresh_obligations(${customers}::text[])` : null;
}

/** How many customers are worked out at once. */
const AT_ONCE = 5_000;

/** Everybody's, after rows were written that no decision did. */
export async function refreshAllObligations(db: Kysely<DB>): Promise<void> {
  for (let last = ''; ;) {
    const rows = await db
      .selectFrom('Customer')
      .select('id')
      .where('id', '>', last)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    await sql`select refresh_obligations(${rows.map(({ id }) => id)}::text[])`.execute(db);
    last = rows.at(-1)!.id;
  }
}
