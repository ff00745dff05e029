import { spanLength } from '../calendar.js';
import { event, type Change, type Changes } from '../change.js';
import { badInput, type Call } from '../decision.js';
import { everySuperior } from '../deadline/recipients.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import type { Person } from '../people.js';
import type { Refusal } from '../refusal.js';
import type { Share } from '../report/intervals.js';
import type { ComparisonReport } from '../report/comparison.js';

/** A team that follows another playbook for a while, beside a control team. */
export interface Pilot {
  readonly id: string;
  readonly teamId: string;
  readonly controlTeamId: string;
  readonly playbookId: string;
  readonly earlierPlaybookId: string;
  readonly migrateOpen: boolean;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly rolledBackAt: Date | null;
  readonly migrating: Migrating | null;
  readonly lastCustomerId: string;
  readonly migrated: number;
  readonly unmigrated: number;
}

/** OVER to the pilot's playbook, or BACK to those from which they came. */
export type Migrating = 'OVER' | 'BACK';

export const PILOT_STATUSES = ['PLANNED', 'RUNNING', 'ENDED', 'ROLLED_BACK'] as const;
export type PilotStatus = (typeof PILOT_STATUSES)[number];

export function pilotStatus({ startedAt, endedAt, rolledBackAt }: Pilot): PilotStatus {
  if (rolledBackAt) return 'ROLLED_BACK';
  if (endedAt) return 'ENDED';
  return startedAt ? 'RUNNING' : 'PLANNED';
}

/** How long a pilot lasts where nobody says otherwise. */
const USUAL_LENGTH = 'P14D';

export interface PilotWishes {
  readonly teamId: string;
  readonly controlTeamId: string;
  readonly playbookId: string;
  readonly from: Date;
  readonly to?: Date | null;
  readonly migrateOpen?: boolean | null;
}

/** A pilot that begins now, or at a later time; a time that has passed means now. */
export function newPilot(wishes: PilotWishes, earlierPlaybookId: string, call: Call): Pilot {
  const { teamId, controlTeamId, playbookId } = wishes;
  if (teamId === controlTeamId) throw badInput('controlTeamId', message('PILOT_CONTROLS_ITSELF'));
  const fromAt = wishes.from > call.now ? wishes.from : call.now;
  const toAt = wishes.to ?? new Date(fromAt.getTime() + spanLength(USUAL_LENGTH));
  if (toAt <= fromAt) throw badInput('to', message('PILOT_ENDS_TOO_EARLY'));
  const planned: Pilot = {
    id: call.newId('Pilot'),
    teamId,
    controlTeamId,
    playbookId,
    earlierPlaybookId,
    migrateOpen: wishes.migrateOpen ?? false,
    fromAt,
    toAt,
    startedAt: null,
    endedAt: null,
    rolledBackAt: null,
    migrating: null,
    lastCustomerId: '',
    migrated: 0,
    unmigrated: 0,
  };
  return fromAt <= call.now ? begun(planned, call.now) : planned;
}

/** From now on the team follows the pilot's playbook; its open customers go over, if that was wished. */
export const begun = (pilot: Pilot, now: Date): Pilot => ({
  ...pilot,
  startedAt: now,
  migrating: pilot.migrateOpen ? 'OVER' : null,
});

/** Ended at its time or before. Rolled back, those who came to its playbook with it go back to where they came from. */
export function ended(pilot: Pilot, { rollBack, now }: { readonly rollBack: boolean; readonly now: Date }): Pilot {
  const endedAt = pilot.endedAt ?? new Date(Math.min(now.getTime(), pilot.toAt.getTime()));
  if (!rollBack || !pilot.startedAt) return { ...pilot, endedAt };
  return { ...pilot, endedAt, rolledBackAt: now, migrating: 'BACK', lastCustomerId: '', migrated: 0, unmigrated: 0 };
}

/** What a pilot that is to end finds. */
export interface AtItsEnd {
  readonly rollBack: boolean;
  /** Which playbook its team follows. */
  readonly followed: string;
  /** Whether its team has begun or planned another one since. */
  readonly isInAnother: boolean;
}

/** A pilot ends once; it can be rolled back later too, as long as its team still follows its playbook. */
export function whyNotEnd(pilot: Pilot, { rollBack, followed, isInAnother }: AtItsEnd): Refusal | null {
  if (!pilot.endedAt) return null;
  const isLeft = !rollBack || !pilot.startedAt || pilot.rolledBackAt || followed !== pilot.playbookId;
  if (isLeft) return { code: 'ALREADY_CLOSED', field: 'pilotId' };
  return isInAnother ? { code: 'IN_USE', field: 'pilotId' } : null;
}

/** Over which time both teams are compared. */
export function windowOf({ fromAt, toAt, startedAt, endedAt }: Pilot): { readonly from: Date; readonly to: Date } {
  const from = startedAt ?? fromAt;
  const to = endedAt ?? toAt;
  return { from, to: to < from ? from : to };
}

export const pilotChanged = (pilot: Pilot): Change => {
  const { id: pilotId, teamId, controlTeamId, playbookId, migrated, unmigrated, migrating } = pilot;
  const status = pilotStatus(pilot);
  const data = { pilotId, status, teamId, controlTeamId, playbookId, migrating, migrated, unmigrated };
  return event('PILOT_CHANGED', { data });
};

export interface PilotNames {
  readonly team: string;
  readonly controlTeam: string;
}

/** Told to all managers, else to the administrators. */
export function pilotReported(
  { id: pilotId }: Pilot,
  { a, b, conclusive }: ComparisonReport,
  names: PilotNames,
  people: readonly Person[],
  call: Call,
): Changes {
  const shares = { ...names, leaks: percent(a.leaks), controlLeaks: percent(b.leaks) };
  const card = {
    kind: 'SYSTEM' as const,
    title: message('NOTE_PILOT_REPORT', { team: names.team }),
    body: message(conclusive ? 'NOTE_PILOT_CONCLUSIVE' : 'NOTE_PILOT_INCONCLUSIVE', shares),
    level: 0,
    subject: pilotId,
  };
  const cards = everySuperior({ people }, call.now).map((recipientId) => notify(recipientId, card, call));
  return [event('REPORT_READY', { data: { pilotId } }), ...cards];
}

const percent = ({ numerator, denominator }: Share): string =>
  denominator === 0 ? '–' : `${Math.round((100 * numerator) / denominator)} %`;
