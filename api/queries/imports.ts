import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { may, type Viewer } from '../../domain/policy.js';
import type { Message } from '../../domain/message.js';
import { descending } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';

/** Imports are for those who may run them. */
export async function importsById({ sql: db }: Database, viewer: Viewer, ids: readonly string[]) {
  if (!may(viewer, 'bulk')) return [];
  return db.selectFrom('ImportRun').selectAll().where('id', 'in', ids).execute();
}

const NEWEST_FIRST = descending('imports', 'startedAt');

/** Every import there was, the latest first. */
export const imports = (database: Database, args: PageArgs) =>
  page(
    database,
    {
      query: database.sql.selectFrom('ImportRun as i').selectAll('i'),
      table: 'i',
      order: NEWEST_FIRST,
      filter: null,
    },
    args,
  );

/** How many rows of a reverted import somebody has worked on since, by import. */
export async function keptRows({ sql: db }: Database, importIds: readonly string[]) {
  const { rows } = await sql<{ importId: string; kept: number }>`
    select "importId", count(*)::int as kept from "ImportRow"
    where "importId" = any(${[...importIds]}::text[]) and outcome = 'CREATED' group by "importId"`.execute(db);
  return rows;
}

export interface RowProblem {
  readonly row: number;
  readonly field: string | null;
  /** Null where the row made somebody whom a reversal kept. */
  readonly problem: Message | null;
}

const PAGE = 1000;

/** Every row that something is to be said about, in the order of the file, page by page: those that failed, and after a reversal those that were kept. */
export async function* problemRows({ sql: db }: Database, importId: string): AsyncGenerator<RowProblem> {
  const run = await db.selectFrom('ImportRun').select('status').where('id', '=', importId).executeTakeFirst();
  const outcomes = run?.status === 'REVERTED' ? (['FAILED', 'CREATED'] as const) : (['FAILED'] as const);
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('ImportRow')
      .select(['row', 'field', 'problem'])
      .where('importId', '=', importId)
      .where('row', '>', after)
      .where('outcome', 'in', outcomes)
      .orderBy('row')
      .limit(PAGE)
      .execute();
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.row;
  }
}
