import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { RecordName } from '../../domain/change.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import type { Sorted } from './record.js';

/** Of a table all rows that are new, and those whose columns changed of which one is named. */
type ToldFrom = Partial<Record<RecordName, readonly string[]>>;

const CHAIN = ['dueAt', 'reachedStep', 'acknowledgedAt'];

/** What of a customer is kept although other tables tell it: by the function that works it out anew, and what it is told from. */
const KEPT: Readonly<Record<string, ToldFrom>> = {
  refresh_obligations: {
    FollowUp: ['status', 'stage', 'dueAt', 'occurredAt', 'qualifying', 'cancelledAt'],
    StageVisit: ['leftAt'],
    Claim: ['firstContactDueAt'],
    Customer: ['ownerId', 'mergedIntoId'],
  },
  refresh_owed_since: {
    FollowUp: ['status', ...CHAIN],
    Approval: ['outcome', ...CHAIN],
    Instalment: ['paidAt', 'cancelledAt', ...CHAIN],
    DealDelivery: ['toUserId', ...CHAIN],
    Notification: ['acknowledgedAt'],
    Customer: ['ownerId', 'ownedSince', 'stageEnteredAt', 'lastActivityAt', 'lastInteractionAt'],
  },
};

const tells = ({ added, patched }: Sorted, from: ToldFrom): boolean =>
  Object.entries(from).some(
    ([table, columns]) =>
      added.has(table as RecordName) ||
      [...(patched.get(table as RecordName)?.values() ?? [])].some((row) => columns.some((column) => column in row)),
  );

/**
 * What is kept follows what a decision wrote, of whomever its events name: every change has one that says whom it is about. A merge moves what
 * isn't named, and what a lead has is the customer's that it became. Null: all stays as it is.
 */
export function keptAfter(written: Sorted): RawBuilder<unknown> | null {
  const movedOf = (kind: string) =>
    written.moves.filter((moved) => moved.kind === kind).flatMap(({ fromId, toId }) => [fromId, toId]);
  const leads = movedOf('LEAD');
  const told = written.events.flatMap(({ customerId }) => customerId ?? []);
  const customers = [...new Set([...told, ...movedOf('CUSTOMER')])];
  if (customers.length + leads.length === 0) return null;
  const functions = Object.keys(KEPT).filter((name) => written.moves.length > 0 || tells(written, KEPT[name]!));
  const theirs = leads.length === 0 ? sql`${customers}::text[]` : sql`${customers}::text[] || ${customersOf(leads)}`;
  return functions.length === 0 ? null : refreshed(functions, theirs);
}

const refreshed = (functions: readonly string[], customers: RawBuilder<unknown>) =>
  sql.join(functions.map((name) => sql`${sql.raw(name)}(${customers})`));

const customersOf = (leads: readonly string[]) =>
  sql`array(select l."customerId" from "Lead" l where l.id = any(${leads}::text[]) and l."customerId" is not null)`;

/** How many customers are worked out at once. */
const AT_ONCE = 5_000;

/** Everybody's, after rows were written that no decision did. */
export async function refreshAllKept(db: Kysely<DB>): Promise<void> {
  for (let last = ''; ;) {
    const rows = await db
      .selectFrom('Customer')
      .select('id')
      .where('id', '>', last)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    await sql`select ${refreshed(Object.keys(KEPT), sql`${rows.map(({ id }) => id)}::text[]`)}`.execute(db);
    last = rows.at(-1)!.id;
  }
}
