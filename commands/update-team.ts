import { event } from '../domain/change.js';
import { accept, notFound } from '../domain/decision.js';
import { readName } from '../domain/people/user.js';
import { command } from './command.js';
import { checkTeamLead, firstTeamLead, refuseTakenTeamName } from './store/people.js';

export interface UpdateTeam {
  readonly teamId: string;
  readonly name?: string | null;
  /** Null: its first active TEAM_LEAD, if it has one. */
  readonly leadId?: string | null;
}

/** Gives a team another name or lead. */
export const updateTeam = command('updateTeam', async (tx, { teamId, ...wishes }: UpdateTeam) => {
  if (wishes.leadId !== undefined) await checkTeamLead(tx, wishes.leadId);
  const before = await tx.sql
    .selectFrom('Team')
    .select(['name', 'leadId'])
    .where('id', '=', teamId)
    .forUpdate()
    .executeTakeFirst();
  if (!before) throw notFound('teamId');
  const name = wishes.name === undefined ? before.name : readName(wishes.name);
  const leadId = wishes.leadId === undefined ? before.leadId : (wishes.leadId ?? (await firstTeamLead(tx, teamId)));
  const changes = [
    { field: 'name', old: before.name, new: name },
    { field: 'leadId', old: before.leadId, new: leadId },
  ].filter((change) => change.old !== change.new);
  if (changes.length === 0) return accept([], { teamId });
  await refuseTakenTeamName(tx, teamId, name);
  await tx.sql.updateTable('Team').set({ name, leadId }).where('id', '=', teamId).execute();
  return accept([event('TEAM_CHANGED', { changes, data: { teamId } })], { teamId });
});
