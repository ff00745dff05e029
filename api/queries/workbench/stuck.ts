import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { seenAndMatching } from '../customers.js';
import { ascending } from '../order.js';
import { page } from '../page.js';
import { inStages, type StageRow } from '../stage-table.js';
import { among } from '../visibility.js';
import type { CustomerListArgs } from './list-args.js';
import type { Workers } from './workers.js';

export interface Stuck {
  readonly name: string;
  readonly workers: Workers;
  readonly owner: RawBuilder<SqlBool>;
  /** Where somebody can be stuck: whoever came to an end isn't, though they may have steps left, too. */
  readonly open: readonly StageRow[];
  readonly condition: RawBuilder<SqlBool>;
}

/**
 * Open customers of somebody's that meet a condition, whoever has stood in their stage for longest first. Whoever is open and owned has a next step.
 * So few meet it that a page looks through most of the others: then it may as well count them.
 */
export async function stuckCustomers(
  database: Database,
  viewer: Viewer,
  { name, workers, owner, open, condition }: Stuck,
  { filter, ...args }: CustomerListArgs,
) {
  const codes = [...new Set(open.map(({ code }) => code))];
  const stuck = database.sql
    .selectFrom('Customer as c')
    .select(['c.id', 'c.stageEnteredAt', sql<number>`count(*) over ()::int`.as('total')])
    .where('c.nextContactAt', 'is not', null)
    .where(owner)
    .where(sql<SqlBool>`c.stage ${among(codes)}`)
    .where(inStages('c', open))
    .where(condition)
    .where(await seenAndMatching(database, viewer, filter))
    .orderBy('c.stageEnteredAt')
    .orderBy('c.id');
  const query = database.sql
    .selectFrom(stuck.as('o'))
    .leftJoin('Customer as c', 'c.id', 'o.id')
    .selectAll('c')
    .select('o.total');
  return page(database, { ...stuckList(name, workers, filter), query, table: 'o', totalIn: 'total' }, args);
}

export const stuckList = (name: string, workers: Workers, filter: CustomerListArgs['filter']) => ({
  order: ascending(`workbench.${name}`, 'stageEnteredAt'),
  filter: { workers, filter },
});
