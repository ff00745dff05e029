import { accept } from '../../domain/decision.js';
import { monthlyReview } from '../../domain/recurring/monthly-review.js';
import { monthToReview, type Period } from '../../domain/recurring/when.js';
import type { MonthReview } from '../../domain/report/month-review.js';
import { command } from '../command.js';
import type { Database } from '../store/open-database.js';
import { loadSettings } from '../store/settings.js';
import { databaseNow } from '../store/idempotency.js';
import { everyPerson } from './recurring-run.js';

export interface ReviewMonth {
  readonly month: string;
  /** Everybody's, and each team's. */
  readonly reviews: readonly MonthReview[];
}

/** What was found out about a month is kept as it was told, and announced; once. */
export const reviewMonth = command('reviewMonth', async (tx, { month, reviews }: ReviewMonth, call) => {
  const rows = reviews.map(({ teamId, past, stages, asOf }) => ({
    month,
    teamId: teamId ?? EVERYBODYS,
    past: JSON.stringify(past) as never,
    stages: JSON.stringify(stages),
    asOf,
  }));
  const whose = (isEverybodys: boolean) => rows.filter(({ teamId }) => (teamId === EVERYBODYS) === isEverybodys);
  // Whoever writes everybody's first has made the review; another may know of a team that has come since.
  const made = await tx.sql
    .insertInto('MonthlyReview')
    .values(whose(true))
    .onConflict((on) => on.doNothing())
    .returning('month')
    .execute();
  if (made.length === 0) return accept([]);
  const teams = whose(false);
  if (teams.length > 0) await tx.sql.insertInto('MonthlyReview').values(teams).execute();
  const whole = reviews.find(({ teamId }) => teamId === null)!;
  return accept(monthlyReview(month, whole.past, await everyPerson(tx), call), { month });
});

/** In place of a team. */
export const EVERYBODYS = '';

/** The month that is to be reviewed next: whatever was missed, from the earliest. One before anything happened is passed over. */
export async function findMonthToReview({ sql: db }: Database): Promise<string | null> {
  const { timeZone, push } = await loadSettings(db);
  const last = await db
    .selectFrom('MonthlyReview')
    .select(({ fn }) => fn.max('month').as('month'))
    .executeTakeFirst();
  const month = monthToReview(await databaseNow(db), push.digestAt, timeZone, last?.month ?? null);
  return month && (await hadBegun(db, month)) ? month.name : null;
}

async function hadBegun(db: Database['sql'], { to }: Period): Promise<boolean> {
  const first = await db.selectFrom('Event').select('at').orderBy('tx').orderBy('ordinal').limit(1).executeTakeFirst();
  return first !== undefined && first.at < to;
}
