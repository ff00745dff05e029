import type { Tx } from './tx.js';

/** How good the leads of a source are, as scoring rules ask for it. */
export async function qualityOf({ sql: db }: Pick<Tx, 'sql'>, sourceId: string): Promise<number> {
  const source = db.selectFrom('Source').select('quality').where('id', '=', sourceId);
  return (await source.executeTakeFirstOrThrow()).quality;
}
