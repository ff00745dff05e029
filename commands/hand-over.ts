import { accept, badInput, refuse, type Answer } from '../domain/decision.js';
import type { HandOverStrategy } from '../domain/hand-over.js';
import { message } from '../domain/message.js';
import { tryableCommand } from './command.js';
import { heirOf, nextBatch, type HandOverRow } from './hand-over-batch.js';
import { leftWith } from './hand-over-rest.js';
import type { Tx } from './store/tx.js';

export interface HandOver {
  readonly fromUserId: string;
  /** One of the two. */
  readonly toUserId?: string | null;
  readonly strategy?: HandOverStrategy | null;
  readonly dryRun?: boolean | null;
}

/**
 * Everything that somebody has goes to others. What fits into one batch is done at once; for more the run is only begun,
 * and the workers go on with it.
 */
export const handOver = tryableCommand('handOver', async (tx, input: HandOver, call) => {
  const run = newRun(input, call.newId('HandOverRun'), call.by?.id ?? '', call.now);
  await checkPeople(tx, input);
  if (input.dryRun) return accept([], await counted(tx, run));
  if (await isUnderWay(tx, run.fromUserId)) return refuse({ code: 'IN_USE' });
  await heirOf(tx, run);
  await tx.sql.insertInto('HandOverRun').values(run).execute();
  return nextBatch(tx, run, {}, call);
});

async function counted(tx: Tx, { id, fromUserId, toUserId, strategy }: HandOverRow): Promise<Answer> {
  return { handOverId: id, dryRun: 1, fromUserId, toUserId, strategy, ...(await leftWith(tx.sql, fromUserId)) };
}

function newRun(input: HandOver, id: string, byId: string, now: Date): HandOverRow {
  const { fromUserId, toUserId = null, strategy = null } = input;
  if ((toUserId === null) === (strategy === null)) throw badInput('toUserId', message('ONE_RECIPIENT'));
  if (toUserId === fromUserId) throw badInput('toUserId', message('NOT_TO_ONESELF'));
  const counts = { leads: 0, customers: 0, followUps: 0 };
  return { id, fromUserId, toUserId, strategy, byId, ...counts, heartbeatAt: now, startedAt: now, finishedAt: null };
}

async function checkPeople(tx: Tx, { fromUserId, toUserId = null }: HandOver): Promise<void> {
  await tx.loadPerson(fromUserId, 'fromUserId');
  if (toUserId === null) return;
  const { active } = await tx.loadPerson(toUserId, 'toUserId');
  if (!active) throw badInput('toUserId', message('USER_INACTIVE'));
}

/** Of two that begin at once, the second waits here and finds the first. */
async function isUnderWay({ sql }: Tx, fromUserId: string): Promise<boolean> {
  await sql.selectFrom('User').select('id').where('id', '=', fromUserId).forNoKeyUpdate().execute();
  const other = sql
    .selectFrom('HandOverRun')
    .select('id')
    .where('fromUserId', '=', fromUserId)
    .where('finishedAt', 'is', null);
  return (await other.executeTakeFirst()) !== undefined;
}
