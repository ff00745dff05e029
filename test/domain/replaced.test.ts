import { describe, expect, test } from '@jest/globals';
import { event, set } from '../../domain/change.js';
import { decideTransfer } from '../../domain/customer/transfer.js';
import { audited } from '../../domain/settle.js';
import {
  CHEN,
  HOUR,
  LIN,
  NOW,
  WANG,
  aCall,
  aCustomerFile,
  aFollowUp,
  accepted,
  eventsIn,
  later,
} from '../support/files.js';

describe('C10: what an event replaces is kept with it', () => {
  const file = aCustomerFile({ version: 7 }, { followUps: [aFollowUp({ id: 'fup_open', version: 2 })] });
  const { id } = file.customer;

  test('of the customer and of what hangs on it, the bookkeeping included; once in a decision', () => {
    const events = eventsIn(accepted(decideTransfer(file, WANG, null, aCall({ by: CHEN, now: later(HOUR) }))));
    const kept = events.flatMap(({ replaced }) => replaced ?? []);
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({
      Customer: { [id]: { ownerId: LIN.id, version: 7, updatedAt: file.customer.updatedAt } },
      FollowUp: { fup_open: { ownerId: LIN.id, version: 2 } },
    });
    expect(events.flatMap(({ changes = [] }) => changes.map(({ field }) => field))).not.toContain('version');
  });

  test('as it stood before the decision, however often it changes in it; what doesn’t change isn’t told', () => {
    const twice = [
      set('Customer', id, { need: '瓷砖', name: file.customer.name }),
      set('Customer', id, { need: '木地板' }),
      event('CUSTOMER_CHANGED', { customerId: id }),
    ];
    expect(eventsIn(audited(file, twice))).toMatchObject([{ replaced: { Customer: { [id]: { need: null } } } }]);
    expect(Object.keys(eventsIn(audited(file, twice))[0]!.replaced!.Customer![id]!)).toEqual(['need']);
  });

  test('a row that nobody has read, and a change without an event, are faults; what is new replaces nothing', () => {
    const told = event('CUSTOMER_CHANGED', { customerId: id });
    expect(() => audited(file, [set('FollowUp', 'fup_other', { note: '…' }), told])).toThrow(
      'without having been read',
    );
    expect(() => audited(file, [set('FollowUp', 'fup_open', { note: '…' })])).toThrow('without an event');
    const planned = aFollowUp({ id: 'fup_new' });
    const added = [{ add: 'FollowUp' as const, row: planned }, set('FollowUp', 'fup_new', { dueAt: NOW }), told];
    expect(eventsIn(audited(file, added))[0]!.replaced).toBeUndefined();
  });

  test('how far a chain of reminders has come is no state that anybody asks for', () => {
    const reached = audited(file, [set('FollowUp', 'fup_open', { reachedStep: 0 })]);
    expect(eventsIn(reached)).toEqual([]);
  });
});
