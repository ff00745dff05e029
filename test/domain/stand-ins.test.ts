import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recipientsOf, standIn } from '../../domain/deadline/recipients.js';
import { CHEN, DAY, LIN, NOW, PEOPLE, WANG, ZHAO, aCustomerFile, aPerson, later } from '../support/files.js';

const away = (one: typeof LIN, delegateId: string | null) => ({ ...one, onLeaveUntil: later(DAY), delegateId });
const idIn = (people: (typeof LIN)[], id = LIN.id) => standIn({ people }, id, NOW);

describe('C11: who is there for somebody on leave', () => {
  test.each([
    ['nobody is needed while they are there', [{ ...LIN, delegateId: WANG.id }, WANG], LIN.id],
    ['their delegate', [away(LIN, WANG.id), WANG], WANG.id],
    ['the delegate’s delegate', [away(LIN, WANG.id), away(WANG, CHEN.id), CHEN], CHEN.id],
    ['nobody: none was named', [away(LIN, null)], null],
    ['nobody: the delegate has left', [away(LIN, WANG.id), { ...WANG, active: false }], null],
    ['nobody: the two stand in for each other', [away(LIN, WANG.id), away(WANG, LIN.id)], null],
    ['nobody: they have left themself', [{ ...away(LIN, WANG.id), active: false }, WANG], null],
  ])('%s', (_, people, id) => {
    expect(idIn(people)).toBe(id);
  });

  test('it ends by itself with the leave', () => {
    const people = [away(LIN, WANG.id), WANG];
    expect(standIn({ people }, LIN.id, later(DAY - 1))).toBe(WANG.id);
    expect(standIn({ people }, LIN.id, later(DAY))).toBe(LIN.id);
  });

  test('however delegates are set, it comes to an end, with somebody who is there or nobody', () => {
    const ids = ['usr_0', 'usr_1', 'usr_2', 'usr_3'];
    const someone = fc.record({
      delegateId: fc.option(fc.constantFrom(...ids)),
      onLeaveUntil: fc.option(fc.constantFrom(later(DAY), later(-DAY))),
      active: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.tuple(someone, someone, someone, someone), (given) => {
        const people = given.map((one, index) => ({ ...aPerson(ids[index]!, 'SALES', null), ...one }));
        const found = people.find(({ id }) => id === standIn({ people }, 'usr_0', NOW));
        expect(found === undefined || (found.active && !(found.onLeaveUntil && found.onLeaveUntil > NOW))).toBe(true);
      }),
    );
  });
});

test('pinned 3: a delegate who is the team lead isn’t told of their own neglect: the managers are', () => {
  const people = [away(LIN, CHEN.id), ...PEOPLE.filter(({ id }) => id !== LIN.id)];
  const file = aCustomerFile({}, { people });
  expect(recipientsOf(file, 'OWNER', LIN.id, NOW)).toEqual([CHEN.id]);
  expect(recipientsOf(file, 'TEAM_LEAD', LIN.id, NOW)).toEqual([ZHAO.id]);
});
