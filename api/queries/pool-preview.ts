import { setImmediate as turn } from 'node:timers/promises';
import { loadCustomerFiles } from '../../commands/store/files.js';
import type { Database } from '../../commands/store/open-database.js';
import { shippedPoolRules } from '../../commands/store/pools.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import type { Pool } from '../../domain/pool/pool.js';
import { hitOf, type Hit } from '../../domain/pool/preview.js';
import { poolRules } from '../../domain/pool/rules.js';
import { libraryOf } from './playbooks.js';

/** How a pool would be. */
export interface Wanted {
  readonly rules?: unknown;
  readonly teamIds?: readonly string[] | null;
}

export const HIT_KINDS = ['sooner', 'later', 'newly', 'noLonger'] as const;

export interface PoolPreview {
  readonly asOf: Date;
  readonly customers: number;
  readonly counts: Record<(typeof HIT_KINDS)[number], number>;
  /** The soonest first. */
  readonly hits: readonly Hit[];
}

/** Customers read at once, and shown in the end. */
const BATCH = 250;
const SHOWN = 50;

/** Whom a change of a pool would hit: every owned customer is asked, a batch at a time; nothing is written or locked, and others are served in between. */
export async function previewPool(
  database: Database,
  pool: Pool,
  { rules, teamIds }: Wanted,
  signal: AbortSignal,
): Promise<PoolPreview> {
  const changed = {
    ...pool,
    ...(rules === undefined || rules === null ? {} : { rules: poolRules(rules, shippedPoolRules()) }),
    ...(teamIds ? { teamIds } : {}),
  };
  const asOf = new Date();
  const counts = { sooner: 0, later: 0, newly: 0, noLonger: 0 };
  let hits: Hit[] = [];
  let customers = 0;
  const owned = pool.kind === 'PUBLIC' ? ownedCustomers(database, signal) : [];
  for await (const batch of owned) {
    customers += batch.length;
    const found = batch.map((file) => hitOf(file, changed, asOf)).filter((hit) => hit !== null);
    for (const hit of found) counts[kindOf(hit)] += 1;
    hits = [...hits, ...found].sort(bySoonest).slice(0, SHOWN);
  }
  return { asOf, customers, counts, hits };
}

async function* ownedCustomers(database: Database, signal: AbortSignal): AsyncGenerator<readonly CustomerFile[]> {
  for (let after = ''; ;) {
    signal.throwIfAborted();
    const owned = database.sql.selectFrom('Customer').selectAll().where('ownerId', 'is not', null);
    const rows = await owned.where('id', '>', after).orderBy('id').limit(BATCH).execute();
    const last = rows.at(-1);
    if (!last) return;
    yield await loadCustomerFiles(database.sql, rows, libraryOf(database));
    await turn();
    after = last.id;
  }
}

function kindOf({ nowAt, thenAt }: Hit): (typeof HIT_KINDS)[number] {
  if (nowAt === null) return 'newly';
  if (thenAt === null) return 'noLonger';
  return thenAt < nowAt ? 'sooner' : 'later';
}

const bySoonest = (a: Hit, b: Hit): number =>
  (a.thenAt?.getTime() ?? Infinity) - (b.thenAt?.getTime() ?? Infinity) || (a.customerId < b.customerId ? -1 : 1);
