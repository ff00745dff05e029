import { add, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import type { Deadline, WantedDeadline } from './deadline.js';
import { wantedDeadlines } from './wanted.js';

/** Brings the armed timers in line with the present state: arms what is missing, moves what comes later, disarms what no longer applies. */
export function rearm(file: CustomerFile | LeadFile, call: Call): Changes {
  const wanted = wantedDeadlines(file);
  const disarmed = file.deadlines
    .filter((armed) => !wanted.some((one) => isSameTimer(one, armed)))
    .map((armed) => set('Deadline', armed.id, { status: 'DISARMED', disarmedAt: call.now }));
  return [...disarmed, ...wanted.flatMap((one) => armOrMove(file, one, call))];
}

function armOrMove(file: CustomerFile | LeadFile, wanted: WantedDeadline, call: Call): Changes {
  const armed = file.deadlines.find((one) => isSameTimer(wanted, one));
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

const isSameTimer = (a: WantedDeadline | Deadline, b: Deadline): boolean =>
  a.subject === b.subject && a.rule === b.rule && a.step === b.step;
