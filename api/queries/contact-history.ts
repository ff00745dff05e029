import DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { ContactHistory } from '../../domain/follow-up/suggest.js';

export type ContactHistories = DataLoader<string, ContactHistory>;

const UNANSWERED = sql`f.outcome in ('NO_ANSWER', 'WRONG_NUMBER')`;

/** Begins anew when the customer answered or got in touch, went to somebody else, or came back to the beginning of the sale. */
const customersSince = (table: string) =>
  sql`greatest(${sql.ref(`${table}.cycleStartedAt`)}, ${sql.ref(`${table}.ownedSince`)}, ${sql.ref(`${table}.lastInteractionAt`)})`;

const attemptsSince = (subject: RawBuilder<unknown>, column: 'customerId' | 'leadId', since: RawBuilder<unknown>) =>
  sql`(select count(*)::int from "FollowUp" f where f.${sql.ref(column)} = ${subject} and ${UNANSWERED}
    and f."occurredAt" > coalesce(${since}, '-infinity'))`;

/** How many attempts in a row a customer hasn't answered. */
export const unansweredAttempts = (table: string): RawBuilder<unknown> =>
  attemptsSince(sql.ref(`${table}.id`), 'customerId', customersSince(table));

/** A lead doesn't remember when it answered: its follow-ups and arrivals do. */
const LEADS_SINCE = sql`greatest(s."ownedSince",
  (select max(r."occurredAt") from "FollowUp" r where r."leadId" = s.id and r.outcome in ('REACHED', 'REFUSED')),
  (select max(t.at) from "Touch" t where t."leadId" = s.id))`;

/** How contacts with customers went, by their ids. */
export const contactsOfCustomers = (database: Database): ContactHistories =>
  histories(database, 'Customer', 'customerId', customersSince('s'));

/** The same of leads. */
export const contactsOfLeads = (database: Database): ContactHistories =>
  histories(database, 'Lead', 'leadId', LEADS_SINCE);

function histories(
  { sql: db }: Database,
  table: 'Customer' | 'Lead',
  column: 'customerId' | 'leadId',
  since: RawBuilder<unknown>,
): ContactHistories {
  return new DataLoader(async (ids) => {
    const { rows } = await sql<ContactHistory & { id: string }>`
      select s.id,
        ${attemptsSince(sql`s.id`, column, since)} as unanswered,
        (select f.channel from "FollowUp" f where f.${sql.ref(column)} = s.id and f.status = 'DONE' and f.channel is not null
          order by f."doneAt" desc limit 1) as "lastChannel"
      from ${sql.table(table)} s where s.id = any(${[...ids]}::text[])`.execute(db);
    const found = new Map(rows.map(({ id, ...history }) => [id, history]));
    return ids.map((id) => found.get(id) ?? { unanswered: 0, lastChannel: null });
  });
}
