import type { Database } from '../../commands/store/open-database.js';

/** How far the latest scoring anew has come: null where the rules never changed. */
export async function rescoring({ sql: db }: Database) {
  const run = await db.selectFrom('RescoreRun').selectAll().orderBy('startedAt', 'desc').limit(1).executeTakeFirst();
  if (!run) return null;
  const { total, done, startedAt, finishedAt } = run;
  return { total: Math.max(total ?? 0, done), done, startedAt, finishedAt };
}
