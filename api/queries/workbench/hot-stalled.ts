import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { clearIntent } from '../clear-intent.js';
import { stageRows, stageTable, type StageRow } from '../stage-table.js';
import type { CustomerListArgs } from './list-args.js';
import { stuckCustomers } from './stuck.js';
import { heldBy, type Workers } from './workers.js';

/** Customers who want to buy, and who haven't come forward on their way for five days. */
export async function hotStalled(database: Database, viewer: Viewer, workers: Workers, args: CustomerListArgs) {
  const stages = await stageRows(database);
  const open = stages.filter(({ end }) => !end);
  const condition = sql<SqlBool>`(c.intent = 'HIGH' or ${clearIntent('c')}) and ${hasStalled(stages)}`;
  const owner = heldBy(workers, sql`c."ownerId"`);
  return stuckCustomers(database, viewer, { name: 'hotStalled', workers, owner, open, condition }, args);
}

const SINCE = sql`now() - interval '5 days'`;

/** Who stood still can't have come forward; who went back or aside may have come forward before. */
const hasStalled = (stages: readonly StageRow[]) => sql`(c."stageEnteredAt" <= ${SINCE} or not exists (
  select 1 from "StageVisit" v
    left join lateral (select p."playbookId", p.stage from "StageVisit" p
      where p."customerId" = v."customerId" and (p."enteredAt", p.id) < (v."enteredAt", v.id)
      order by p."enteredAt" desc, p.id desc limit 1) before on true
    where v."customerId" = c.id and v."enteredAt" > ${SINCE}
      and ${rankOfStage(stages, 'v')} > ${rankOfStage(stages, 'before')}))`;

const rankOfStage = (stages: readonly StageRow[], visit: string) =>
  sql`coalesce((select stage.rank from ${stageTable(stages)}
    where stage."playbookId" = ${sql.ref(`${visit}.playbookId`)} and stage.code = ${sql.ref(`${visit}.stage`)}), -1)`;
