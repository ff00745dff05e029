import { accept, badInput, notFound } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { OPEN_SENDS } from '../../domain/nurture/nurture.js';
import { decideSend } from '../../domain/nurture/send.js';
import { command } from '../command.js';
import type { Tx } from '../store/tx.js';

export interface SendLead {
  readonly leadId: string;
  readonly channelId: string;
}

/** One lead to one channel. One that is on its way there already, or on that list, isn't sent twice. */
export const sendLead = command('sendLead', async (tx, { leadId, channelId }: SendLead, call) => {
  const channel = await loadChannel(tx, channelId);
  const file = await tx.lockLead(leadId);
  const isList = channel.kind === 'LIST';
  const sendId = call.newId('NurtureSend');
  const decision = decideSend(file, { sendId, channelId }, call);
  if (!decision.accepted) return decision;
  const earlier = await tx.sql
    .selectFrom('NurtureSend')
    .select('id')
    .where('leadId', '=', file.lead.id)
    .where('channelId', '=', channelId)
    .where('status', 'in', isList ? ['DELIVERED'] : OPEN_SENDS)
    .executeTakeFirst();
  if (earlier) return accept([], { leadId: file.lead.id });
  await tx.sql
    .insertInto('NurtureSend')
    .values({
      id: sendId,
      channelId,
      leadId: file.lead.id,
      byId: call.by?.id ?? null,
      status: isList ? 'DELIVERED' : 'PENDING',
      attempts: 0,
      nextAttemptAt: isList ? null : call.now,
      deliveredAt: isList ? call.now : null,
      createdAt: call.now,
    })
    .execute();
  return decision;
});

/** It stays as it is while the lead is sent. */
async function loadChannel({ sql }: Tx, channelId: string) {
  const channel = await sql
    .selectFrom('NurtureChannel')
    .select(['kind', 'active'])
    .where('id', '=', channelId)
    .forShare()
    .executeTakeFirst();
  if (!channel) throw notFound('channelId');
  if (!channel.active) throw badInput('channelId', message('NURTURE_CHANNEL_INACTIVE'));
  return channel;
}
