import type { Tx } from './store/tx.js';

/** Whether a provider's message comes for the first time; kept in the same transaction as its effect. A twin that comes at the same time waits here. */
export async function isFirstTime(
  { sql, now }: Tx,
  { sourceId, messageId }: { readonly sourceId: string; readonly messageId: string },
): Promise<boolean> {
  const kept = await sql
    .insertInto('ReceivedMessage')
    .values({ sourceId, messageId, receivedAt: now })
    .onConflict((on) => on.doNothing())
    .returning('messageId')
    .executeTakeFirst();
  return kept !== undefined;
}
