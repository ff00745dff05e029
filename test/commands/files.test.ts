import { expect, test } from '@jest/globals';
import { command } from '../../commands/command.js';
import { after } from '../../domain/change.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideRecordQuote } from '../../domain/customer/quote.js';
import type { Call, Decision } from '../../domain/decision.js';
import { decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import { decidePlanFollowUp } from '../../domain/follow-up/plan.js';
import { decideUpdateCustomer } from '../../domain/customer/update.js';
import { FLOOR, withFields } from '../support/custom-fields.js';
import { IN_A_WEEK, aNewCustomer } from '../support/customers.js';
import { aHouse } from '../support/house.js';

const next = () => ({ dueAt: IN_A_WEEK(), purposeCode: 'OTHER' });
const contact = () => ({ channel: 'PHONE' as const, note: '聊了需求', goalMet: true, next: next() });
const facts = {
  need: '岩棉板',
  budget: '180000.00',
  timeline: '九月',
  decisionDate: IN_A_WEEK(),
  customFields: { rooms: ['WOOD', 'TILE'] },
};
const known = { identities: [], duplicate: null };

const STEPS: readonly [string, (file: CustomerFile, call: Call) => Decision][] = [
  ['a plan', (file, call) => decidePlanFollowUp(file, next(), call)],
  ['an attempt', (file, call) => decideRecordFollowUp(file, { ...contact(), outcome: 'NO_ANSWER' }, call)],
  ['another one that day', (file, call) => decideRecordFollowUp(file, { ...contact(), outcome: 'WRONG_NUMBER' }, call)],
  ['facts', (file, call) => decideUpdateCustomer(file, { ...facts, tags: ['老客户'] }, known, call)],
  [
    'a contact with a move',
    (file, call) => decideRecordFollowUp(file, { ...contact(), advanceTo: 'NEEDS_CONFIRMED' }, call),
  ],
  ['a quote', (file, call) => decideRecordQuote(file, { amount: '176000.50' }, call)],
  ['a newer one', (file, call) => decideRecordQuote(file, { amount: '170000.00', receiptConfirmed: true }, call)],
  ['a move', (file, call) => decideAdvance(file, { to: 'QUOTED' }, call)],
  ['a loss', (file, call) => decideAdvance(file, { to: 'LOST', reason: 'PRICE' }, call)],
  ['a new start', (file, call) => decideAdvance(file, { to: 'INITIAL_CONTACT' }, call)],
  ['a pause', (file, call) => decideAdvance(file, { to: 'PAUSED', reason: 'SILENT' }, call)],
];

const byId = <T extends { id: string }>(rows: readonly T[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Without what only the store keeps of a timer, and who stands around. */
function comparable({ ownerTeam: _, people: __, ...file }: CustomerFile) {
  const deadlines = byId(file.deadlines).map(({ id, kind, rule, step, dueAt, because, subject, followUpId }) => ({
    id,
    kind,
    rule,
    step,
    dueAt,
    because,
    subject,
    followUpId,
  }));
  return { ...file, followUps: byId(file.followUps), deadlines };
}

test('what a decision expects to stand after it is what the store loads next', async () => {
  const house = await aHouse();
  await withFields(house, [{ ...FLOOR, code: 'rooms', type: 'MULTI_OPTION' }]);
  const customerId = await aNewCustomer(house);
  for (const [name, decide] of STEPS) {
    let expected: CustomerFile | undefined;
    const step = command('step', async (tx, _input: object, call) => {
      const file = await tx.lockCustomer(customerId);
      const decision = decide(file, call);
      if (decision.accepted) expected = after(file, decision.changes);
      return decision;
    });
    const look = command('look', async (tx, _input: object) => {
      loaded = await tx.lockCustomer(customerId);
      return { accepted: true, changes: [], answer: {} };
    });
    let loaded: CustomerFile | undefined;
    expect([name, (await house.as(house.lin, step, {})).refusal]).toEqual([name, null]);
    await house.as(house.lin, look, {});
    expect({ name, ...comparable(loaded!) }).toEqual({ name, ...comparable(expected!) });
  }
});
