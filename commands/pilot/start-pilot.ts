import { accept, refuse } from '../../domain/decision.js';
import { newPilot, pilotChanged, type Pilot, type PilotWishes } from '../../domain/pilot/pilot.js';
import type { Refusal } from '../../domain/refusal.js';
import { command } from '../command.js';
import { followPlaybook, lockTeams, requirePlaybook } from '../follow-playbook.js';
import type { Tx } from '../store/tx.js';
import { inPilots } from './pilot-rows.js';

/** A team follows another playbook from now on, or from a later time on. */
export const startPilot = command('startPilot', async (tx, wishes: PilotWishes, call) => {
  const { teamId, controlTeamId, playbookId } = wishes;
  const follows = await lockTeams(tx, { teamId, controlTeamId });
  await requirePlaybook(tx, playbookId);
  const pilot = newPilot(wishes, follows.get(teamId)!, call);
  const refusal = await whyNot(tx, pilot);
  if (refusal) return refuse(refusal);
  await tx.sql
    .insertInto('Pilot')
    .values({ ...pilot, createdAt: tx.now })
    .execute();
  const { earlierPlaybookId: from, id: pilotId } = pilot;
  const bound = pilot.startedAt ? await followPlaybook(tx, teamId, { from, to: playbookId, pilotId }) : [];
  return accept([pilotChanged(pilot), ...bound], { pilotId });
});

/** A team tries out one playbook at a time, which isn't its own; whoever does can't be what others are held against. */
async function whyNot(
  tx: Tx,
  { teamId, controlTeamId, playbookId, earlierPlaybookId }: Pilot,
): Promise<Refusal | null> {
  const { tries, controls } = await inPilots(tx, [teamId, controlTeamId]);
  if (tries(teamId) || controls(teamId)) return { code: 'IN_USE', field: 'teamId' };
  if (tries(controlTeamId)) return { code: 'IN_USE', field: 'controlTeamId' };
  return playbookId === earlierPlaybookId ? { code: 'IN_USE', field: 'playbookId' } : null;
}
