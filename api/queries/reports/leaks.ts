import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { LeakOutcome } from '../../../domain/report/report.js';
import { descending } from '../order.js';
import { page } from '../page.js';
import type { PageArgs } from '../page-args.js';
import { visibleCustomers } from '../visibility.js';
import { obligations } from './obligations.js';
import type { ReportSpec } from './report.js';
import { ruler } from './working-time.js';

export interface LeakRow {
  readonly id: string;
  readonly customerId: string;
  readonly ownerId: string;
  readonly kind: 'FOLLOW_UP' | 'STAGE_ACTION' | 'FIRST_CONTACT';
  readonly dueAt: Date;
  readonly recoveredAt: Date | null;
  readonly outcome: LeakOutcome;
}

/** What fell through, the latest first: acted on later, lost or taken back meanwhile, or still open. */
export function leaks(database: Database, spec: ReportSpec, args: PageArgs) {
  const query = allLeaks(database, spec);
  const { from, to, teamIds, userIds, sourceIds, playbookId } = spec;
  const filter = { from, to, teamIds, userIds, sourceIds, playbookId };
  return page<LeakRow>(database, { query, table: 'k', order: descending('reports.leaks', 'dueAt'), filter }, args);
}

/** Tells one state of all leaks from another. */
export async function leaksAtAll(database: Database, spec: ReportSpec): Promise<unknown> {
  const said = sql<string | null>`md5(string_agg(k::text, ' ' order by k::text))`.as('said');
  return database.sql.selectFrom(allLeaks(database, spec).as('k')).select(said).executeTakeFirstOrThrow();
}

function allLeaks({ sql: db }: Database, spec: ReportSpec) {
  const rows = sql<LeakRow>`(
    with ${ruler(spec)}
    select o.id, o."customerId", o."ownerId", o.kind, o."dueAt",
      case when o."actedAt" < coalesce(o."goneAt", 'infinity') then o."actedAt" end as "recoveredAt",
      case when o."actedAt" is null and o."goneAt" is null then 'OPEN'
        when o."goneAt" <= coalesce(o."actedAt", 'infinity') then o.how else 'RECOVERED' end as outcome
    from ${obligations(spec)} o where o.leaked)`;
  return db
    .selectFrom(rows.as('k'))
    .innerJoin('Customer as c', 'c.id', 'k.customerId')
    .selectAll('k')
    .where(visibleCustomers(spec.viewer, 'c'));
}
