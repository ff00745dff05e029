import { add, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import { isArmed, isSameTimer, type Deadline, type Timer, type WantedDeadline } from './deadline.js';
import { ARMED_AGAIN } from './retry.js';
import { wantedDeadlines } from './wanted.js';

type File = CustomerFile | LeadFile;

interface Rearming {
  /** How it stood before what has just changed. */
  readonly before?: File;
  /** What it calls for, where that is known already. */
  readonly wanted?: readonly WantedDeadline[];
}

/**
 * Brings the armed timers in line with the present state: arms what is missing, moves what comes later, disarms what no longer applies.
 * What comes earlier than before, as a hold was released, is moved too; a timer that waits longer than its own time, held back when it
 * fired, goes on waiting. A parked one whose time moves is a new chance and is armed again; else it stays parked, and nothing takes its place.
 */
export function rearm(
  file: File,
  call: Call,
  { before = file, wanted = wantedDeadlines(file) }: Rearming = {},
): Changes {
  const disarmed = file.deadlines
    .filter((one) => !sameTimer(wanted, one))
    .map((one) => set('Deadline', one.id, { status: 'DISARMED', disarmedAt: call.now }));
  const followed = wanted.flatMap((one) => {
    const standing = sameTimer(file.deadlines, one);
    return standing || !hasSpoken(one, file) ? armOrMove(one, standing, before, call) : [];
  });
  return [...disarmed, ...followed];
}

function armOrMove(wanted: WantedDeadline, standing: Deadline | undefined, before: File, call: Call): Changes {
  if (standing) return isMoved(wanted, standing, before) ? [set('Deadline', standing.id, moved(wanted, standing))] : [];
  return wanted.onlyAhead && wanted.dueAt.getTime() <= call.now.getTime() ? [] : [add('Deadline', arm(wanted, call))];
}

/** It told what there was to tell since its clock began: another way of counting, as with another calendar, doesn't make it tell it again. */
function hasSpoken(wanted: WantedDeadline, { spoken }: File): boolean {
  const { since } = wanted;
  return since !== undefined && spoken.some((one) => one.firedAt > since && isSameTimer(one, wanted));
}

function isMoved(wanted: WantedDeadline, armed: Deadline, before: File): boolean {
  const by = wanted.dueAt.getTime() - armed.dueAt.getTime();
  return by > 0 || (by < 0 && wasInLine(armed, before));
}

const moved = ({ dueAt, because }: WantedDeadline, standing: Deadline): Partial<Deadline> => ({
  dueAt,
  because,
  ...(isArmed(standing) ? {} : ARMED_AGAIN),
});

const arm = (wanted: WantedDeadline, call: Call): Deadline => ({
  id: call.newId('Deadline'),
  kind: wanted.kind,
  status: 'ARMED',
  subject: wanted.subject,
  rule: wanted.rule,
  step: wanted.step,
  customerId: wanted.customerId,
  leadId: wanted.leadId,
  followUpId: wanted.followUpId,
  dueAt: wanted.dueAt,
  because: wanted.because,
  attempts: 0,
  firedAt: null,
  disarmedAt: null,
  createdAt: call.now,
});

/** It was due when the state before called for it. */
function wasInLine(armed: Deadline, before: File): boolean {
  return sameTimer(wantedDeadlines(before), armed)?.dueAt.getTime() === armed.dueAt.getTime();
}

/** At most one of each stands; nobody has so many that looking through them takes long. */
const sameTimer = <T extends Timer>(timers: readonly T[], timer: Timer): T | undefined =>
  timers.find((one) => isSameTimer(one, timer));
