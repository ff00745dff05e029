import { accept, refuse } from '../domain/decision.js';
import { command } from './command.js';
import { followPlaybook, lockTeams, requirePlaybook } from './follow-playbook.js';
import { inPilots } from './pilot/pilot-rows.js';

export interface BindPlaybook {
  readonly teamId: string;
  readonly playbookId: string;
}

/** New customers of the team begin under this version; those it has keep theirs. What a pilot tries out stays until it has ended. */
export const bindPlaybook = command('bindPlaybook', async (tx, { teamId, playbookId }: BindPlaybook) => {
  const from = (await lockTeams(tx, { teamId })).get(teamId)!;
  await requirePlaybook(tx, playbookId);
  if ((await inPilots(tx, [teamId])).tries(teamId)) return refuse({ code: 'IN_USE', field: 'teamId' });
  if (from === playbookId) return accept([], { teamId });
  return accept(await followPlaybook(tx, teamId, { from, to: playbookId }), { teamId });
});
