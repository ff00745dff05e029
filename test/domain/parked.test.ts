import { describe, expect, test } from '@jest/globals';
import { after, set } from '../../domain/change.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideRecordQuote } from '../../domain/customer/quote.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { rearm } from '../../domain/deadline/rearm.js';
import { decideRetry } from '../../domain/deadline/retry.js';
import { decideCancelFollowUp } from '../../domain/follow-up/cancel.js';
import { decidePlanFollowUp } from '../../domain/follow-up/plan.js';
import {
  DAY,
  HOUR,
  LIN,
  aCall,
  aCustomerFile,
  accepted,
  eventsIn,
  later,
  playbookWith,
  unmetCodes,
} from '../support/files.js';

const PLAYBOOK = playbookWith((code) =>
  code === 'DECIDING' ? { idle: [{ for: 'P3D', since: 'LAST_ACTIVITY', then: { moveTo: 'PAUSED' } }] } : {},
);

/** A customer with a follow-up planned for tomorrow and a clock of silence, both of whose timers were parked. */
const parked = (() => {
  const start = aCustomerFile({ stage: 'DECIDING' }, { playbook: PLAYBOOK });
  const file = after(start, accepted(decidePlanFollowUp(start, { dueAt: later(DAY), purposeCode: 'OTHER' }, aCall())));
  return after(
    file,
    file.deadlines.map(({ id }) => set('Deadline', id, { status: 'PARKED', attempts: 5 })),
  );
})();
const due = (file: CustomerFile) => file.deadlines.find(({ kind, step }) => kind === 'FOLLOW_UP_DUE' && step === 0)!;
const idle = (file: CustomerFile) => file.deadlines.find(({ kind }) => kind === 'STAGE_IDLE')!;

describe('T7, pinned 7: a parked timer', () => {
  test('stands until it is tried again: nothing is armed in its place', () => {
    expect(rearm(parked, aCall({ now: later(4 * DAY) }))).toEqual([]);
  });

  test('does nothing when it is woken', () => {
    const decision = decideReach(parked, due(parked).id, aCall({ now: later(2 * DAY), by: null }));
    expect(decision).toMatchObject({ accepted: true, changes: [], answer: { outcome: 'STALE' } });
  });

  test('is disarmed when its cause is gone', () => {
    const [followUp] = parked.followUps;
    const next = { dueAt: later(3 * DAY), purposeCode: 'OTHER' };
    const changes = accepted(
      decideCancelFollowUp(parked, followUp!, { reason: 'OTHER', note: '重复', next }, aCall({ now: later(HOUR) })),
    );
    expect(changes).toContainEqual(set('Deadline', due(parked).id, { status: 'DISARMED', disarmedAt: later(HOUR) }));
  });

  test('has a new chance when its time moves', () => {
    const call = aCall({ now: later(2 * DAY), by: LIN });
    const stands = after(parked, accepted(decideRecordQuote(parked, { amount: '1.00' }, call)));
    expect(idle(stands)).toMatchObject({ id: idle(parked).id, status: 'ARMED', attempts: 0, dueAt: later(5 * DAY) });
    expect(due(stands)).toMatchObject({ status: 'PARKED', attempts: 5 });
  });

  test('takes its customer from nobody: no time is told for it', () => {
    const call = aCall({ now: later(HOUR) });
    const stands = after(
      parked,
      accepted(decidePlanFollowUp(parked, { dueAt: later(2 * DAY), purposeCode: 'OTHER' }, call)),
    );
    expect(stands.customer.reclaimAt).not.toEqual(idle(parked).dueAt);
  });

  test('is armed again with all its tries, and the log tells of it', () => {
    const changes = accepted(decideRetry(due(parked)));
    expect(due(after(parked, changes))).toMatchObject({ status: 'ARMED', attempts: 0, dueAt: later(DAY) });
    expect(eventsIn(changes)).toMatchObject([{ type: 'DEADLINE_RETRIED', data: { deadlineId: due(parked).id } }]);
  });

  test.each(['ARMED', 'FIRED', 'DISARMED'] as const)(
    'that is %s isn’t one: there is nothing to try again',
    (status) => {
      expect(unmetCodes(decideRetry({ ...due(parked), status }))).toEqual(['ALREADY_CLOSED']);
    },
  );
});
