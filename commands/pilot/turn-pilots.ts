import { sql } from 'kysely';
import { accept } from '../../domain/decision.js';
import { begun, pilotChanged } from '../../domain/pilot/pilot.js';
import { command } from '../command.js';
import { followPlaybook, lockTeams } from '../follow-playbook.js';
import { statementClock } from '../store/database-clock.js';
import { endOne } from './end-pilot.js';
import { keepPilot, type PilotRow } from './pilot-rows.js';

/** NONE: no pilot is to begin or to end. */
export type Turned = 'NONE' | 'ONE';

/** Begins or ends the next pilot whose time has come. One whose whole time passed while nobody worked never begins. */
export const turnPilots = command('turnPilots', async (tx, _input: Readonly<Record<string, never>>) => {
  const { rows } = await sql<PilotRow>`
    select * from "Pilot" where "endedAt" is null
      and ("toAt" <= ${statementClock} or ("startedAt" is null and "fromAt" <= ${statementClock}))
    order by "fromAt", id limit 1 for update skip locked`.execute(tx.sql);
  const [pilot] = rows;
  if (!pilot) return accept([], { outcome: 'NONE' satisfies Turned });
  if (pilot.toAt <= tx.now) {
    const over = await endOne(tx, pilot, false);
    return over.accepted ? accept(over.changes, { outcome: 'ONE' satisfies Turned }) : over;
  }
  const { id: pilotId, teamId, playbookId: to } = pilot;
  const from = (await lockTeams(tx, { teamId })).get(teamId)!;
  const running = begun(pilot, tx.now);
  await keepPilot(tx, running);
  const bound = await followPlaybook(tx, teamId, { from, to, pilotId });
  return accept([pilotChanged(running), ...bound], { outcome: 'ONE' satisfies Turned });
});
