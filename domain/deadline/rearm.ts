import { add, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import type { Deadline, WantedDeadline } from './deadline.js';
import { wantedDeadlines } from './wanted.js';

/** Brings the armed timers in line with the present state: arms what is missing, moves what comes later, disarms what no longer applies. */
export function rearm(file: CustomerFile | LeadFile, call: Call, wanted = wantedDeadlines(file)): Changes {
  const isWanted = new Set(wanted.map(timerOf));
  const armed = new Map(file.deadlines.map((one) => [timerOf(one), one]));
  const disarmed = file.deadlines
    .filter((one) => !isWanted.has(timerOf(one)))
    .map((one) => set('Deadline', one.id, { status: 'DISARMED', disarmedAt: call.now }));
  return [...disarmed, ...wanted.flatMap((one) => armOrMove(one, armed.get(timerOf(one)), call))];
}

function armOrMove(wanted: WantedDeadline, armed: Deadline | undefined, call: Call): Changes {
  if (armed)
    return wanted.dueAt > armed.dueAt
      ? [set('Deadline', armed.id, { dueAt: wanted.dueAt, because: wanted.because })]
      : [];
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

/** At most one is armed of each. */
const timerOf = ({ subject, rule, step }: WantedDeadline | Deadline): string => `${subject} ${rule} ${step}`;
