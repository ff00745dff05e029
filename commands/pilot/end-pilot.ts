import { accept, refuse, type Decision } from '../../domain/decision.js';
import { ended, pilotChanged, whyNotEnd } from '../../domain/pilot/pilot.js';
import { command } from '../command.js';
import { followPlaybook, lockTeams } from '../follow-playbook.js';
import type { Tx } from '../store/tx.js';
import { inPilots, keepPilot, lockPilot, type PilotRow } from './pilot-rows.js';

export interface EndPilot {
  readonly pilotId: string;
  readonly rollBack: boolean;
}

/** A pilot ends before its time, or one that is over is undone: its team follows its earlier playbook again, and so do the customers. */
export const endPilot = command('endPilot', async (tx, { pilotId, rollBack }: EndPilot) => {
  return endOne(tx, await lockPilot(tx, pilotId), rollBack);
});

/** The pilot is locked. */
export async function endOne(tx: Tx, pilot: PilotRow, rollBack: boolean): Promise<Decision> {
  const { id: pilotId, teamId, earlierPlaybookId: to } = pilot;
  const followed = (await lockTeams(tx, { teamId })).get(teamId)!;
  const isInAnother = (await inPilots(tx, [teamId])).tries(teamId);
  const refusal = whyNotEnd(pilot, { rollBack, followed, isInAnother });
  if (refusal) return refuse(refusal);
  const after = ended(pilot, { rollBack, now: tx.now });
  await keepPilot(tx, after);
  const bound = after.rolledBackAt ? await followPlaybook(tx, teamId, { from: followed, to, pilotId }) : [];
  return accept([pilotChanged(after), ...bound], { pilotId });
}
