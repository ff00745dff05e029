import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { KeptName } from '../../domain/replaced.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { among } from './visibility.js';

/** What is shown of a customer as it was. */
export type StandingName = KeptName | 'Contract' | 'Lead' | 'Touch';

/** From where rows are read: the table itself, or the rows that stood in it at an earlier time, as they stood. */
export type Standing = <T extends StandingName>(table: T) => RawBuilder<Selectable<DB[T]>>;

export const NOW: Standing = (table) => sql`${sql.table(table)}`;

/** A customer at an earlier time. */
export interface AsOf {
  readonly id: string;
  readonly at: Date;
  /** Under which ids the log knows it, those who had been merged into it by then included. */
  readonly names: readonly string[];
  /** All who were ever one with it: what changed on any of them may have changed a row that was its own. */
  readonly related: readonly string[];
  /** Of these, itself and those whom the viewer may see now, contact details included: rows that went to anybody else aren't shown any more. */
  readonly seen: readonly string[];
}

/** When a row that hangs on a customer began to be there; a lead was there before. */
const BEGINS: Readonly<
  Record<'FollowUp' | 'StageVisit' | 'Quote' | 'Approval' | 'Contract' | 'Deal' | 'Touch', string>
> = {
  FollowUp: 'createdAt',
  StageVisit: 'enteredAt',
  Quote: 'createdAt',
  Approval: 'requestedAt',
  Contract: 'attachedAt',
  Deal: 'createdAt',
  Touch: 'at',
};

/** What hangs on one of those, and goes with it; entries of a checklist begin with its delivery. */
const PARTS_BEGIN: Readonly<Record<'Instalment' | 'Payment' | 'DealDelivery', string>> = {
  Instalment: 'createdAt',
  Payment: 'createdAt',
  DealDelivery: 'openedAt',
};

export function standingAt(asOf: AsOf): Standing {
  return (table) => {
    const deals = sql`select d.id from "Deal" d where d."customerId" ${among(asOf.related)}`;
    if (table === 'ChecklistItem') {
      const deliveries = sql`select v.id from "DealDelivery" v where v."dealId" in (${deals})`;
      return rowsThen(table, asOf, sql`t."deliveryId" in (${deliveries})`);
    }
    const begins = new Map(Object.entries({ ...BEGINS, ...PARTS_BEGIN })).get(table);
    const wasThere = begins === undefined ? sql`true` : sql`${sql.ref(`t.${begins}`)} <= ${asOf.at}`;
    if (table in PARTS_BEGIN) return rowsThen(table, asOf, sql`${wasThere} and t."dealId" in (${deals})`);
    const wasTheirs = sql`${wasThere} and t."customerId" ${among(asOf.seen)} and ${holderThen(table, asOf)} = ${asOf.id}`;
    return rowsThen(table, asOf, wasTheirs, sql`jsonb_build_object('customerId', ${asOf.id}::text)`);
  };
}

/** Rows with what their columns held: what the first event after that time replaced. */
function rowsThen<T>(table: string, asOf: AsOf, where: RawBuilder<unknown>, with_ = sql`'{}'::jsonb`): RawBuilder<T> {
  return sql<T>`(select stood.* from ${sql.table(table)} t left join (${replacedSince(table, asOf.related, asOf.at)}) r on r.id = t.id
    cross join lateral jsonb_populate_record(t, coalesce(r.columns, '{}') || ${with_}) stood where ${where})`;
}

/** What stood in the columns that changed since, by row. An object keeps the last of equal keys: here the earliest change. */
export const replacedSince = (table: string, customerIds: readonly string[] | RawBuilder<unknown>, at: Date) => sql`
  select kept.key as id, jsonb_object_agg(c.key, c.value order by e.at desc, e.tx desc, e.ordinal desc) as columns
  from "Event" e cross join lateral jsonb_each(e.replaced -> ${table}) kept cross join lateral jsonb_each(kept.value) c
  where e."customerId" ${isArray(customerIds) ? among(customerIds) : customerIds} and e.at > ${at} group by kept.key`;

const isArray = (ids: readonly string[] | RawBuilder<unknown>): ids is readonly string[] => Array.isArray(ids);

/** On whom a row hung then: a merge brought it from somebody, one that was taken back had brought it to somebody. */
const holderThen = (table: string, { at }: AsOf) => sql`coalesce((
  select case when m.at > ${at} then m."fromId" else m."intoId" end
  from "MergedRow" k join "Merge" m on m.id = k."mergeId"
  where k."rowId" = t.id and k.part = ${table} and m.kind = 'CUSTOMER' and (m.at > ${at} or m."undoneAt" > ${at})
  order by case when m.at > ${at} then m.at else m."undoneAt" end limit 1), t."customerId")`;
