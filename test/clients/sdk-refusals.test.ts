import { expect, test } from '@jest/globals';
import {
  AdvanceCustomerDocument,
  CreateCustomerDocument,
  type RefusedFragment,
} from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';

/** As a front end would tell it: the types know every kind of refusal, and what each says. */
function told(refusal: RefusedFragment): string {
  switch (refusal.__typename) {
    case 'TransitionNotAllowed':
      return `${refusal.from} → ${refusal.allowed.join(' or ')}`;
    case 'ConditionsUnmet':
      return refusal.unmet.map(({ guide }) => guide.title).join(', ');
    case 'DuplicateFound':
      return refusal.standing;
    case 'LimitReached':
      return `again at ${refusal.retryAt ?? 'no time'}`;
    case 'VersionConflict':
      return `version ${refusal.current}`;
    case 'RulesInvalid':
      return refusal.problems.map(({ path }) => path).join(', ');
    case 'OtherRefusal':
      return refusal.code;
  }
}

/** A kind that is forgotten doesn't compile. */
// @ts-expect-error RulesInvalid and OtherRefusal are missing
function _forgetful(refusal: RefusedFragment): string {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what integrators see is the compiler's answer
  switch (refusal.__typename) {
    case 'TransitionNotAllowed':
    case 'ConditionsUnmet':
    case 'DuplicateFound':
    case 'LimitReached':
    case 'VersionConflict':
      return refusal.message;
  }
}

test('what is refused is told apart by its type', async () => {
  const api = await anApi();
  const { token } = await api.person('SALES');
  const client = clientOf(api, token);
  const input = { name: '周敏', phone: '13800138000' };
  const { createCustomer: first } = await client.request(CreateCustomerDocument, { input });
  const { createCustomer: second } = await client.request(CreateCustomerDocument, { input });
  expect(told(second.refusal!)).toBe('YOURS');
  const { id: customerId, version } = first.customer!;
  const move = { customerId, version, to: 'WON' };
  const { advanceCustomer: jump } = await client.request(AdvanceCustomerDocument, { input: move });
  expect(told(jump.refusal!)).toMatch(/^INITIAL_CONTACT → /);
  const late = { ...move, version: version + 7 };
  const { advanceCustomer: stale } = await client.request(AdvanceCustomerDocument, { input: late });
  expect(told(stale.refusal!)).toBe(`version ${version}`);
});
