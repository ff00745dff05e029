import { add, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import type { Deadline, WantedDeadline } from './deadline.js';
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
 * fired, goes on waiting.
 */
export function rearm(
  file: File,
  call: Call,
  { before = file, wanted = wantedDeadlines(file) }: Rearming = {},
): Changes {
  const isWanted = new Set(wanted.map(timerOf));
  const armed = new Map(file.deadlines.map((one) => [timerOf(one), one]));
  const disarmed = file.deadlines
    .filter((one) => !isWanted.has(timerOf(one)))
    .map((one) => set('Deadline', one.id, { status: 'DISARMED', disarmedAt: call.now }));
  return [...disarmed, ...wanted.flatMap((one) => armOrMove(one, armed.get(timerOf(one)), before, call))];
}

function armOrMove(wanted: WantedDeadline, armed: Deadline | undefined, before: File, call: Call): Changes {
  if (armed) {
    const { dueAt, because } = wanted;
    const isMoved = dueAt > armed.dueAt || (dueAt < armed.dueAt && wasInLine(armed, before));
    return isMoved ? [set('Deadline', armed.id, { dueAt, because })] : [];
  }
  const { onlyAhead, ...timer } = wanted;
  if (onlyAhead && wanted.dueAt <= call.now) return [];
  return [
    add('Deadline', {
      ...timer,
      id: call.newId('Deadline'),
      status: 'ARMED',
      attempts: 0,
      firedAt: null,
      disarmedAt: null,
      createdAt: call.now,
    }),
  ];
}

/** It was due when the state before called for it. */
function wasInLine(armed: Deadline, before: File): boolean {
  const wanted = wantedDeadlines(before).find((one) => timerOf(one) === timerOf(armed));
  return wanted?.dueAt.getTime() === armed.dueAt.getTime();
}

/** At most one is armed of each. */
const timerOf = ({ subject, rule, step }: WantedDeadline | Deadline): string => `${subject} ${rule} ${step}`;
