import { sql } from 'kysely';
import { accept } from '../../domain/decision.js';
import { command } from '../command.js';
import type { SealedSecret } from '../secrets.js';

/** How long whoever asks a provider has, before somebody else asks. */
const ASKING = sql`interval '20 seconds'`;

export interface TakeToken {
  readonly key: string;
  /** One that the provider refused, sealed: if it is still the one that is kept, a new one has to be asked for. */
  readonly stale?: string;
}

/** The token that is kept: GOOD. ASK: the caller has to get a new one, and nobody else does meanwhile. WAIT: somebody else is getting one. */
export const takeToken = command('takeToken', async (tx, { key, stale }: TakeToken) => {
  await tx.sql
    .insertInto('ProviderToken')
    .values({ key })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await tx.sql
    .selectFrom('ProviderToken')
    .select(['sealed'])
    .select(sql<boolean>`"goodUntil" > clock_timestamp()`.as('isGood'))
    .select(sql<boolean>`"askingUntil" > clock_timestamp()`.as('isAsked'))
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (kept.isGood && kept.sealed !== null && kept.sealed !== stale)
    return accept([], { outcome: 'GOOD', sealed: kept.sealed });
  if (kept.isAsked) return accept([], { outcome: 'WAIT' });
  await tx.sql
    .updateTable('ProviderToken')
    .set({ askingUntil: sql`clock_timestamp() + ${ASKING}` })
    .where('key', '=', key)
    .execute();
  return accept([], { outcome: 'ASK' });
});

export interface KeepToken {
  readonly key: string;
  /** Null: there was none to be had; somebody else may ask at once. */
  readonly token: { readonly sealed: SealedSecret; readonly goodForMs: number } | null;
}

export const keepToken = command('keepToken', async (tx, { key, token }: KeepToken) => {
  await tx.sql
    .updateTable('ProviderToken')
    .set({
      askingUntil: null,
      ...(token && {
        sealed: token.sealed.sealed,
        goodUntil: sql`clock_timestamp() + make_interval(secs => ${token.goodForMs / 1000}::float8)`,
      }),
    })
    .where('key', '=', key)
    .execute();
  return accept([]);
});
