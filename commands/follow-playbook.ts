import { event, type Changes } from '../domain/change.js';
import { notFound } from '../domain/decision.js';
import type { Tx } from './store/tx.js';

/** Which playbook each of these teams follows; locked until the end, in everybody's order. */
export async function lockTeams(
  { sql: db }: Tx,
  teams: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const ids = Object.values(teams);
  const rows = await db
    .selectFrom('Team')
    .select(['id', 'playbookId'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const found = new Map(rows.map(({ id, playbookId }) => [id, playbookId]));
  const missing = Object.entries(teams).find(([, id]) => !found.has(id));
  if (missing) throw notFound(missing[0]);
  return found;
}

/** New customers of the team, which is locked, begin under this version. */
export async function followPlaybook(
  { sql: db }: Tx,
  teamId: string,
  { from, to, pilotId }: { readonly from: string; readonly to: string; readonly pilotId?: string },
): Promise<Changes> {
  if (from === to) return [];
  await db.updateTable('Team').set({ playbookId: to }).where('id', '=', teamId).execute();
  const changes = [{ field: 'playbookId', old: from, new: to }];
  return [event('PLAYBOOK_BOUND', { changes, data: { teamId, playbookId: to, ...(pilotId && { pilotId }) } })];
}

export async function requirePlaybook({ sql: db }: Tx, playbookId: string): Promise<void> {
  const playbook = await db.selectFrom('Playbook').select('id').where('id', '=', playbookId).executeTakeFirst();
  if (!playbook) throw notFound('playbookId');
}
