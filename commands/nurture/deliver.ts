import { sql } from 'kysely';
import { accept } from '../../domain/decision.js';
import { mayNotBeWrittenTo } from '../../domain/nurture/send.js';
import { nextAttemptAt } from '../../domain/delivery/retry.js';
import { OPEN_SENDS } from '../../domain/nurture/nurture.js';
import { command } from '../command.js';
import { statementClock } from '../store/database-clock.js';

/** How long an attempt may take before another worker takes it for lost. */
const LEASE = sql`interval '2 minutes'`;

/**
 * Takes the next send that is due, and the call to make: whoever opted out, was claimed or became somebody's since is left alone. Until it
 * is told how the call went, nobody else makes it; a worker that dies is followed by another, with the same id for the receiver to tell.
 */
export const beginDelivery = command('beginDelivery', async (tx, _: Readonly<Record<string, never>>) => {
  const send = await tx.sql
    .selectFrom('NurtureSend as s')
    .innerJoin('NurtureChannel as c', 'c.id', 's.channelId')
    .select(['s.id', 's.leadId', 's.channelId', 's.attempts', 'c.url', 'c.secret', 'c.name as channel'])
    .where('s.status', 'in', OPEN_SENDS)
    .where('s.nextAttemptAt', '<=', statementClock)
    .where('c.active', '=', true)
    .orderBy('s.nextAttemptAt')
    .limit(1)
    .forUpdate('s')
    .skipLocked()
    .executeTakeFirst();
  if (!send) return accept([], { outcome: 'NONE' });
  const lead = await tx.sql
    .selectFrom('Lead')
    .innerJoin('Source', 'Source.id', 'Lead.sourceId')
    .selectAll('Lead')
    .select('Source.name as sourceName')
    .where('Lead.id', '=', send.leadId)
    .executeTakeFirstOrThrow();
  const no = mayNotBeWrittenTo(lead);
  if (no) {
    const row = { status: 'SUPPRESSED' as const, nextAttemptAt: null, lastAnswer: no.code };
    await tx.sql.updateTable('NurtureSend').set(row).where('id', '=', send.id).execute();
    return accept([], { outcome: 'SUPPRESSED' });
  }
  const attempt = send.attempts + 1;
  await tx.sql
    .updateTable('NurtureSend')
    .set({ attempts: attempt, nextAttemptAt: sql`clock_timestamp() + ${LEASE}` })
    .where('id', '=', send.id)
    .execute();
  const { id: leadId, name, company, phone, email, wechat, tags, region, campaign, productInterest, sourceName } = lead;
  const contact = { name, company, phone, email, wechat };
  const data = { leadId, ...contact, productInterest, region, campaign, tags, source: sourceName };
  const { id: sendId, channelId, url, secret } = send;
  return accept([], { outcome: 'BEGUN', sendId, channelId, attempt, url, secret, data: JSON.stringify(data) });
});

export interface EndDelivery {
  readonly sendId: string;
  readonly attempt: number;
  readonly isDelivered: boolean;
  /** The receiver doesn't want to be called any more: its channel is switched off. */
  readonly isGone: boolean;
  /** What the receiver said, in a line. */
  readonly answer: string;
  /** 0 to 1: by how much the next try is put off further than it has to be. */
  readonly chance: number;
}

/** How a call went. One that somebody else took over meanwhile isn't told by this one any more. */
export const endDelivery = command('endDelivery', async (tx, input: EndDelivery, call) => {
  const { sendId, attempt, isDelivered, isGone, answer, chance } = input;
  const send = await tx.sql
    .selectFrom('NurtureSend')
    .select(['attempts', 'channelId'])
    .where('id', '=', sendId)
    .where('status', 'in', OPEN_SENDS)
    .forUpdate()
    .executeTakeFirst();
  if (!send || (send.attempts !== attempt && !isDelivered)) return accept([], { outcome: 'STALE' });
  const next = isDelivered || isGone ? null : nextAttemptAt(attempt, call.now, chance);
  const status = isDelivered ? 'DELIVERED' : next ? 'RETRYING' : 'DEAD';
  await tx.sql
    .updateTable('NurtureSend')
    .set({ status, nextAttemptAt: next, lastAnswer: answer, deliveredAt: isDelivered ? call.now : null })
    .where('id', '=', sendId)
    .execute();
  if (isGone)
    await tx.sql.updateTable('NurtureChannel').set({ active: false }).where('id', '=', send.channelId).execute();
  return accept([], { outcome: status });
});
