import { accept } from '../domain/decision.js';
import { command } from './command.js';
import type { SealedSecret } from './secrets.js';
import type { Database } from './store/open-database.js';

export interface RememberExchange {
  readonly sourceId: string;
  /** Of the code: what it stands for is found by whoever has it. */
  readonly codeHash: string;
  readonly answer: SealedSecret;
}

/** A code is good once: what it stood for is kept for a day, so that the same delivery again loses nothing. */
export const rememberExchange = command('rememberExchange', async (tx, input: RememberExchange, call) => {
  const { sourceId, codeHash, answer } = input;
  await tx.sql
    .insertInto('WechatExchange')
    .values({ sourceId, codeHash, answer: answer.sealed, at: call.now })
    .onConflict((on) => on.doNothing())
    .execute();
  return accept([]);
});

/** What is kept of it, still sealed. */
export async function findExchange({ sql }: Database, sourceId: string, codeHash: string): Promise<string | null> {
  const row = await sql
    .selectFrom('WechatExchange')
    .select('answer')
    .where('sourceId', '=', sourceId)
    .where('codeHash', '=', codeHash)
    .executeTakeFirst();
  return row?.answer ?? null;
}
