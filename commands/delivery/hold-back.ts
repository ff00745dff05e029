import { accept } from '../../domain/decision.js';
import { OPEN_DELIVERIES, type Suppression } from '../../domain/delivery/delivery.js';
import { OPEN_SENDS } from '../../domain/nurture/nurture.js';
import { command } from '../command.js';

/** Whatever is on its way outside isn't sent: it may have been, in the time that was lost when a backup was put back. */
export const holdBack = command('holdBack', async (tx, _: Readonly<Record<string, never>>) => {
  const not = { status: 'SUPPRESSED', nextAttemptAt: null, lastAnswer: 'RESTORED' satisfies Suppression } as const;
  const messages = await tx.sql
    .updateTable('Delivery')
    .set({ ...not, content: null })
    .where('status', 'in', OPEN_DELIVERIES)
    .executeTakeFirst();
  const leads = await tx.sql.updateTable('NurtureSend').set(not).where('status', 'in', OPEN_SENDS).executeTakeFirst();
  return accept([], { messages: Number(messages.numUpdatedRows), leads: Number(leads.numUpdatedRows) });
});
