import { event } from '../domain/change.js';
import { accept, notFound } from '../domain/decision.js';
import { command } from './command.js';

export interface BindPlaybook {
  readonly teamId: string;
  readonly playbookId: string;
}

/** New customers of the team begin under this version; those it has keep theirs. */
export const bindPlaybook = command('bindPlaybook', async (tx, { teamId, playbookId }: BindPlaybook) => {
  const team = await tx.sql
    .selectFrom('Team')
    .select('playbookId')
    .where('id', '=', teamId)
    .forUpdate()
    .executeTakeFirst();
  if (!team) throw notFound('teamId');
  const playbook = await tx.sql.selectFrom('Playbook').select('id').where('id', '=', playbookId).executeTakeFirst();
  if (!playbook) throw notFound('playbookId');
  if (team.playbookId === playbookId) return accept([], { teamId });
  await tx.sql.updateTable('Team').set({ playbookId }).where('id', '=', teamId).execute();
  const changes = [{ field: 'playbookId', old: team.playbookId, new: playbookId }];
  return accept([event('PLAYBOOK_BOUND', { changes, data: { teamId, playbookId } })], { teamId });
});
