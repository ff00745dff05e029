import { event } from '../domain/change.js';
import { accept } from '../domain/decision.js';
import { readName } from '../domain/people/user.js';
import { command } from './command.js';
import { checkTeamLead, refuseTakenTeamName } from './store/people.js';

export interface CreateTeam {
  readonly name: string;
  readonly leadId?: string | null;
}

/** A new team, whose new customers begin under the newest version of the default playbook. */
export const createTeam = command('createTeam', async (tx, input: CreateTeam, call) => {
  const id = call.newId('Team');
  const [name, leadId] = [readName(input.name), input.leadId ?? null];
  await checkTeamLead(tx, leadId);
  await refuseTakenTeamName(tx, id, name);
  const playbookId = await tx.defaultPlaybookId();
  await tx.sql.insertInto('Team').values({ id, name, leadId, playbookId, createdAt: call.now }).execute();
  const changes = Object.entries({ name, leadId, playbookId }).map(([field, value]) => ({
    field,
    old: null,
    new: value,
  }));
  return accept([event('TEAM_CHANGED', { changes, data: { teamId: id } })], { teamId: id });
});
