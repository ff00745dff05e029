import { sql } from 'kysely';
import { accept } from '../../domain/decision.js';
import { monthlyReview, type MonthPast } from '../../domain/recurring/monthly-review.js';
import { monthOver, type Period } from '../../domain/recurring/when.js';
import { command } from '../command.js';
import { loadSettings } from '../store/settings.js';
import type { Tx } from '../store/tx.js';
import { everyPerson, takeOn } from './recurring-run.js';

/** Reviews the month that is over, once it is time for it and once. One before anything happened is passed over. */
export const reviewMonth = command('reviewMonth', async (tx, _input: Readonly<Record<string, never>>, call) => {
  const { timeZone, push } = await loadSettings(tx.sql);
  const month = monthOver(tx.now, push.digestAt, timeZone);
  if (!month) return accept([], { outcome: 'NONE' });
  const [taken] = await takeOn(tx, 'MONTHLY_REVIEW', month.name, ['']);
  if (taken === undefined || !(await hadBegun(tx, month))) return accept([], { outcome: 'NONE' });
  const cards = monthlyReview(month.name, await monthPast(tx, month), await everyPerson(tx), call);
  return accept(cards, { outcome: 'REVIEWED' });
});

async function hadBegun({ sql: db }: Tx, { to }: Period): Promise<boolean> {
  const first = await db.selectFrom('Event').select('at').orderBy('tx').orderBy('ordinal').limit(1).executeTakeFirst();
  return first !== undefined && first.at < to;
}

async function monthPast({ sql: db }: Tx, { from, to }: Period): Promise<MonthPast> {
  const within = (column: string) => sql`${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to}`;
  const { rows } = await sql<MonthPast>`
    with entered as (
      select v."customerId", coalesce(s->>'outcome', '') as outcome from "StageVisit" v
      join "Playbook" p on p.id = v."playbookId"
      cross join lateral jsonb_array_elements(p.definition->'stages') s
      where ${within('v.enteredAt')} and s->>'code' = v.stage)
    select
      (select count(*)::int from "Lead" l where ${within('l.receivedAt')} and l."mergedIntoId" is null) as leads,
      (select count(*)::int from "Customer" c where ${within('c.createdAt')} and c."mergedIntoId" is null) as customers,
      (select count(distinct "customerId")::int from entered where outcome = 'WON') as won,
      (select count(distinct "customerId")::int from entered where outcome = 'LOST') as lost,
      (select count(*)::int from "Tenure" t where ${within('t.beganAt')} and t.cause = 'CUSTOMER_RECLAIMED') as reclaimed`.execute(
    db,
  );
  return rows[0]!;
}
