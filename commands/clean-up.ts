import { sql } from 'kysely';
import { accept } from '../domain/decision.js';
import { command } from './command.js';
import { recountPools } from './store/pool-counts.js';

/** Rows a single call removes of each kind, so that it stays a short transaction. */
const AT_MOST = 5000;

/** Removes what nobody can ask for any more: what exchanged codes stood for after 24 hours, answers to keyed calls and ids of received messages after 48, sessions a month after they ended, after 90 days that a digest was made, after 400 that a move was refused, and after one what a process told of itself. What each pool has is counted anew. */
export const cleanUp = command('cleanUp', async (tx, _input: Readonly<Record<string, never>>) => {
  const answers = await sql`
    delete from "IdempotencyKey" where ("actorId", mutation, key) in (
      select "actorId", mutation, key from "IdempotencyKey"
      where "createdAt" < now() - interval '48 hours' order by "createdAt" limit ${AT_MOST})`.execute(tx.sql);
  const sessions = await sql`
    delete from "Session" where id in (
      select id from "Session" where "expiresAt" < now() - interval '30 days' limit ${AT_MOST})`.execute(tx.sql);
  // A message this old is refused by its time alone.
  await sql`
    delete from "ReceivedMessage" where ("sourceId", "messageId") in (
      select "sourceId", "messageId" from "ReceivedMessage"
      where "receivedAt" < now() - interval '48 hours' order by "receivedAt" limit ${AT_MOST})`.execute(tx.sql);
  await sql`
    delete from "WechatExchange" where ("sourceId", "codeHash") in (
      select "sourceId", "codeHash" from "WechatExchange"
      where at < now() - interval '24 hours' order by at limit ${AT_MOST})`.execute(tx.sql);
  await sql`
    delete from "RecurringRun" where (work, period, subject) in (
      select work, period, subject from "RecurringRun"
      where "doneAt" < now() - interval '90 days' order by "doneAt" limit ${AT_MOST})`.execute(tx.sql);
  await sql`
    delete from "RefusedMove" where id in (
      select id from "RefusedMove" where at < now() - interval '400 days' order by at limit ${AT_MOST})`.execute(
    tx.sql,
  );
  await sql`delete from "WorkingProcess" where "beatAt" < now() - interval '1 day'`.execute(tx.sql);
  await recountPools(tx.sql);
  return accept([], { answers: Number(answers.numAffectedRows ?? 0), sessions: Number(sessions.numAffectedRows ?? 0) });
});
