import { databaseNow } from '../commands/store/idempotency.js';
import type { Database } from '../commands/store/open-database.js';
import type { Viewer } from '../domain/policy.js';
import type { Context } from './context.js';
import { allMade } from './lazily.js';
import { manyBy, oneById } from './queries/batch.js';
import { timelineThen } from './queries/child-lists.js';
import { ChildPages } from './queries/child-pages.js';
import { customerAsOf, type CustomerAsOf } from './queries/customer-as-of.js';
import { instalmentsThen } from './queries/deals.js';
import { contractsThen } from './queries/files.js';
import type { CustomerRow, MaybePast } from './queries/rows.js';
import { standingAt } from './queries/standing.js';
import { followUpsThen, leadsThen } from './queries/visible-by-id.js';
import { STANDING } from './standing-loaders.js';

/** A customer at an earlier time, and everything that hung on it: what its fields load there where they else load what stands now. */
export interface Past extends PastLoaders {
  readonly at: Date;
  readonly customer: CustomerRow;
  /** Whose it is now: what is hidden from the viewer now is hidden here as well. */
  readonly heldNow: CustomerAsOf['heldNow'];
}

/** By the database's clock, which is what events are dated by: this one may be behind it. */
export const liesAhead = async ({ sql }: Database, at: Date): Promise<boolean> =>
  at > new Date() && at > (await databaseNow(sql));

/** The customer as it was, or null where there was none yet or the viewer may not see it now. */
export async function customerPast(
  database: Database,
  viewer: Viewer,
  id: string,
  at: Date,
): Promise<CustomerRow | null> {
  const found = await customerAsOf(database, viewer, id, at);
  if (found === null) return null;
  const past: Past = { ...pastLoaders(database, viewer, found, () => past), ...found, at };
  return { ...found.customer, past };
}

type PastLoaders = ReturnType<typeof pastLoaders>;

function pastLoaders(database: Database, viewer: Viewer, { asOf }: CustomerAsOf, pastOf: () => Past) {
  const standing = standingAt(asOf);
  const shown = <Row extends object>(row: Row): Row => ({ ...row, past: pastOf() });
  return {
    ...allMade(STANDING, { database, standing, shown }),
    followUp: oneById(async (ids) => (await followUpsThen(database, ids, standing)).map(shown)),
    instalment: oneById(async (ids) => (await instalmentsThen(database, ids, standing)).map(shown)),
    contractsOfCustomer: manyBy(
      (ids) => contractsThen(database, ids, standing),
      ({ customerId }) => customerId,
    ),
    leadsOfCustomer: manyBy(
      (ids) => leadsThen(database, ids, standing),
      ({ customerId }) => customerId,
    ),
    timeline: new ChildPages(database, () => timelineThen(database, viewer, asOf)),
  };
}

/** Where the fields of a row load what hangs on it: as it stands, or as it stood when the row did. */
export const around = <Row extends MaybePast>({ past }: Row, { loaders }: Context) => past ?? loaders;

/** The time at which a row is looked at. */
export const timeOf = ({ past }: MaybePast): Date => past?.at ?? new Date();
