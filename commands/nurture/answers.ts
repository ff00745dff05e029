import { notFound } from '../../domain/decision.js';
import { decideOptOut } from '../../domain/nurture/opt-out.js';
import { arriveAt } from '../arrive.js';
import { readArrival, type CaptureLead } from '../capture-lead.js';
import { command } from '../command.js';
import { earlierDelivery } from '../earlier-delivery.js';
import type { Tx } from '../store/tx.js';

export interface OptOut {
  readonly sendId: string;
}

/** Whoever was written to asks not to be again: by the link of any message, whatever became of them since. */
export const optOut = command('optOut', async (tx, { sendId }: OptOut, call) => {
  const { leadId, sourceId } = await loadSend(tx, sendId);
  return decideOptOut(await tx.lockAnyLead(leadId), { sourceId }, call);
});

export interface ReceiveAnswer {
  readonly sendId: string;
  readonly said: Omit<CaptureLead, 'sourceId'>;
}

/** What somebody answered to a message is a touch on them, as if they had come through the channel's source; it may make them promising. */
export const receiveAnswer = command('receiveAnswer', async (tx, { sendId, said }: ReceiveAnswer, call) => {
  const { leadId, sourceId } = await loadSend(tx, sendId);
  const source = await tx.sql.selectFrom('Source').selectAll().where('id', '=', sourceId).executeTakeFirstOrThrow();
  const arrival = await readArrival(tx, { ...said, sourceId }, source);
  return (await earlierDelivery(tx, arrival)) ?? (await arriveAt(tx, leadId, arrival, call));
});

/** Under which id the lead is found now doesn't matter: the old one leads there. */
async function loadSend({ sql }: Tx, sendId: string) {
  const send = await sql
    .selectFrom('NurtureSend as s')
    .innerJoin('NurtureChannel as c', 'c.id', 's.channelId')
    .select(['s.leadId', 'c.sourceId'])
    .where('s.id', '=', sendId)
    .executeTakeFirst();
  if (!send) throw notFound('sendId');
  return send;
}
