import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import { loadSettings } from '../../../commands/store/settings.js';
import type { Viewer } from '../../../domain/policy.js';
import { clearIntent } from '../clear-intent.js';
import { unansweredAttempts } from '../contact-history.js';
import { emptyPage } from '../page.js';
import { stageRows, stageTable, type StageRow } from '../stage-table.js';
import type { CustomerListArgs } from './list-args.js';
import { stuckCustomers, stuckList } from './stuck.js';
import { heldByPeopleOf, type Workers } from './workers.js';

/** Customers of their people who don't answer, or stay for twice as long as usual, and whose intent isn't clear. */
export async function toGiveUp(database: Database, viewer: Viewer, workers: Workers, args: CustomerListArgs) {
  const owner = await heldByPeopleOf(database, viewer, workers, sql`c."ownerId"`);
  if (owner === null) return emptyPage(stuckList('toGiveUp', workers, args.filter), args);
  const open = (await stageRows(database)).filter(({ end }) => !end);
  const { followUps } = await loadSettings(database.sql);
  const condition = sql<SqlBool>`not ${clearIntent('c')}
    and (${enteredBefore(await overlong(database, open))}
      or ${unansweredAttempts('c')} >= ${followUps.attempts.giveUpAfter})`;
  return stuckCustomers(database, viewer, { name: 'toGiveUp', workers, owner, open, condition }, args);
}

/** How many of the latest stays tell how long is usual. */
const STAYS = 500;

interface Overlong {
  readonly playbookId: string;
  readonly code: string;
  /** Whoever entered before this has stayed for over twice as long as usual. */
  readonly before: Date;
}

/** Usual is the median of the stays that ended lately, under any version of the playbook; what nobody has left yet has none. */
async function overlong({ sql: db }: Database, stages: readonly StageRow[]): Promise<readonly Overlong[]> {
  const { rows } = await sql<Overlong>`
    with stage as (select * from ${stageTable(stages)}),
    usual as (
      select stage.key, stage.code, percentile_cont(0.5) within group (order by v."leftAt" - v."enteredAt") as dwell
      from stage cross join lateral (
        select v."leftAt", v."enteredAt" from "StageVisit" v
        where v."playbookId" = stage."playbookId" and v.stage = stage.code and v."leftAt" is not null
        order by v."leftAt" desc limit ${sql.lit(STAYS)}) v
      group by stage.key, stage.code)
    select stage."playbookId", stage.code, now() - 2 * usual.dwell as before from stage join usual using (key, code)`.execute(
    db,
  );
  return rows;
}

const enteredBefore = (limits: readonly Overlong[]) =>
  sql`(false ${sql.join(
    limits.map(
      ({ playbookId, code, before }) =>
        sql`or (c."playbookId" = ${playbookId} and c.stage = ${code} and c."stageEnteredAt" < ${before})`,
    ),
    sql` `,
  )})`;
