import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { MergeKind, Moved } from '../../domain/merge/merge.js';
import type { DB } from '../../schema/generated/kysely/types.js';

type Sql = Transaction<DB>;

/** Rows that name the customer or lead that they hang on. */
interface Part {
  readonly table: keyof DB;
  readonly column: string;
  /** What its rows are known by, where that isn't their id. */
  readonly key?: RawBuilder<unknown>;
  /** Timers and cards go where that goes which they are about: of a follow-up they need no mark of their own. */
  readonly isAboutParts?: true;
  /** Of a lead that became a customer they hang on that. */
  readonly goesOnWithCustomer?: true;
  /** As what they are counted in the answer of a merge. */
  readonly counted?: string;
}

const IDENTITY_KEY = sql`t.kind || ' ' || t.value`;

const ofSubject = (column: string): readonly Part[] =>
  SUBJECT_PARTS.map((part) => ({ ...part, column, goesOnWithCustomer: true }));

const SUBJECT_PARTS: readonly Omit<Part, 'column'>[] = [
  { table: 'FollowUp', counted: 'followUps' },
  { table: 'Touch', counted: 'touches' },
  { table: 'Identity', counted: 'identities', key: IDENTITY_KEY },
  { table: 'Deadline', isAboutParts: true },
  { table: 'Notification', isAboutParts: true },
];

/** All that goes along with a merge, those merged into the merged one before included: an old id leads to the survivor at once. */
export const MERGED_PARTS: Readonly<Record<MergeKind, readonly Part[]>> = {
  LEAD: [
    ...ofSubject('leadId'),
    { table: 'NurtureSend', column: 'leadId' },
    { table: 'LeadClaim', column: 'leadId' },
    { table: 'Tenure', column: 'leadId' },
    { table: 'Lead', column: 'mergedIntoId' },
  ],
  CUSTOMER: [
    ...ofSubject('customerId'),
    { table: 'StageVisit', column: 'customerId', counted: 'stageVisits' },
    { table: 'RefusedMove', column: 'customerId' },
    { table: 'Quote', column: 'customerId', counted: 'quotes' },
    { table: 'Approval', column: 'customerId' },
    { table: 'Contract', column: 'customerId', counted: 'contracts' },
    { table: 'Deal', column: 'customerId', counted: 'deals' },
    { table: 'Claim', column: 'customerId' },
    { table: 'Tenure', column: 'customerId' },
    { table: 'Lead', column: 'customerId', counted: 'leads' },
    { table: 'Customer', column: 'mergedIntoId' },
  ],
};

/** An open follow-up that went to the survivor's owner. */
export const PASSED = 'passed';

/** Brings rows from one record to another, or back, however many there are. */
export async function moveRows(db: Sql, moves: readonly Moved[]): Promise<void> {
  const there = moves.filter(({ isReturn }) => !isReturn);
  if (there.length > 0) await bring(db, there);
  for (const move of moves) if (move.isReturn) await giveBack(db, move);
}

/** One statement for all that are merged at once; each row that came leaves a mark. */
async function bring(db: Sql, moves: readonly Moved[]): Promise<void> {
  const { kind } = moves[0]!;
  const parts = MERGED_PARTS[kind];
  const updates = parts.map(
    ({ table, column, key = sql`t.id`, isAboutParts }, index) => sql`${named(index)} as (
      update ${sql.table(table)} t set ${sql.ref(column)} = m."toId" from m where ${sql.ref(`t.${column}`)} = m."fromId"
      returning m.id as "mergeId", ${table}::text as part, ${key} as "rowId", ${isAboutParts ? sql`t."followUpId"` : sql`null::text`} as follows)`,
  );
  const marks = parts.map(
    (_, index) => sql`select "mergeId", part, "rowId" from ${named(index)} where follows is null`,
  );
  const passed = moves.flatMap((move) => move.passed.map((id) => ({ mergeId: move.mergeId, id })));
  await sql`
    with m as (select * from unnest(${moves.map(({ mergeId }) => mergeId)}::text[], ${moves.map(({ fromId }) => fromId)}::text[],
        ${moves.map(({ toId }) => toId)}::text[]) m(id, "fromId", "toId")),
      ${sql.join(updates)}
    insert into "MergedRow" ("mergeId", part, "rowId") ${sql.join(marks, sql` union all `)}
      union all select p."mergeId", ${PASSED}, p.id
      from unnest(${passed.map(({ mergeId }) => mergeId)}::text[], ${passed.map(({ id }) => id)}::text[]) p("mergeId", id)`.execute(
    db,
  );
}

/** What came goes back, as far as it is still there, with the timers and cards that were made since for what is among it; the marks stay, and say whose it was when. */
async function giveBack(db: Sql, { mergeId, kind, fromId, toId }: Moved): Promise<void> {
  const isMarked = (part: string, key: RawBuilder<unknown>) => sql`exists (
    select 1 from "MergedRow" r where r."mergeId" = ${mergeId} and r.part = ${part} and r."rowId" = ${key})`;
  const marks = sql`select r."rowId" from "MergedRow" r where r."mergeId" = ${mergeId}`;
  const deals = sql`${marks} and r.part = 'Deal'`;
  const parts = sql`${marks} union all select i.id from "Instalment" i where i."dealId" in (${deals})
    union all select v.id from "DealDelivery" v where v."dealId" in (${deals})`;
  const updates = MERGED_PARTS[kind].map((part, index) => {
    const { table, column, key = sql`t.id`, isAboutParts } = part;
    const came = isAboutParts
      ? sql`(${isMarked(table, key)} or ${isMarked('FollowUp', sql`t."followUpId"`)} or t.subject in (${parts}))`
      : isMarked(table, key);
    return sql`${named(index)} as (
      update ${sql.table(table)} t set ${backTo(kind, part, toId)}
      where ${sql.ref(`t.${column}`)} = ${fromId} and ${came})`;
  });
  await sql`with ${sql.join(updates)} select 1`.execute(db);
}

/** The survivor may have become a customer since, and what hung on it with it: a lead that comes back is no customer. */
function backTo(kind: MergeKind, { column, goesOnWithCustomer }: Part, toId: string): RawBuilder<unknown> {
  const own = sql`${sql.ref(column)} = ${toId}`;
  return kind === 'LEAD' && goesOnWithCustomer ? sql`${own}, "customerId" = null` : own;
}

const named = (index: number): RawBuilder<unknown> => sql.ref(`p${index}`);
