import { expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import {
  AdvanceCustomersDocument,
  CreateCustomerDocument,
  CustomerPageDocument,
  OverrideStageDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { defaultPlaybook } from '../support/house.js';
import { standingCustomers } from '../support/recorded.js';

const topLevel = (code: string, field?: string) => ({
  errors: [{ extensions: expect.objectContaining(field === undefined ? { code } : { code, field }) }],
});

test('a hundred customers go in one request, and no more than that', async () => {
  const api = await anApi();
  const { id: ownerId, token } = await api.person('SALES', await api.team('华东组'));
  const sales = clientOf(api, token);
  const { id: playbookId } = await api.database.sql.selectFrom('Playbook').select('id').executeTakeFirstOrThrow();
  const everything = defaultPlaybook.stages.find(({ code }) => code === 'WON')!.entryConditions as 'CONTRACT_FILE'[];
  const standing = (at: number) => ({ stage: 'DECIDING', met: at % 10 === 0 ? [] : everything });
  const ids = await standingCustomers(
    api.database,
    { ownerId, playbookId },
    Array.from({ length: 101 }, (_, at) => standing(at)),
  );
  const win = (customerIds: readonly string[]) =>
    sales.request(AdvanceCustomersDocument, {
      input: { customerIds: [...customerIds], to: 'WON', idempotencyKey: 'win' },
    });
  await expect(win(ids)).rejects.toMatchObject(topLevel('BAD_USER_INPUT', 'customerIds'));
  await expect(win([])).rejects.toMatchObject(topLevel('BAD_USER_INPUT', 'customerIds'));
  const started = Date.now();
  const { advanceCustomers } = await win(ids.slice(0, 100));
  expect(Date.now() - started).toBeLessThan(20_000);
  expect(advanceCustomers).toMatchObject({ refusal: null, cursor: expect.any(String) });
  expect(advanceCustomers.items.map(({ id }) => id)).toEqual(ids.slice(0, 100));
  const refused = advanceCustomers.items.filter(({ refusal }) => refusal !== null);
  expect(refused.map(({ id }) => id)).toEqual(ids.slice(0, 100).filter((_, at) => at % 10 === 0));
  expect(refused[0]!.refusal).toMatchObject({
    code: 'CONDITIONS_UNMET',
    unmet: [{ code: 'CONTRACT_FILE' }, { code: 'INVOICE_CONFIRMED' }, { code: 'SIGNED_OR_FIRST_PAYMENT' }],
  });
  expect((await win(ids.slice(0, 100))).advanceCustomers).toEqual(advanceCustomers);
}, 60_000);

test('an override takes a manager and a reason', async () => {
  const api = await anApi();
  const teamId = await api.team('华东组');
  const sales = clientOf(api, (await api.person('SALES', teamId)).token);
  const lead = clientOf(api, (await api.person('TEAM_LEAD', teamId)).token);
  const manager = clientOf(api, (await api.person('MANAGER')).token);
  const { createCustomer } = await sales.request(CreateCustomerDocument, {
    input: { name: '周敏', phone: '13800138000' },
  });
  const customerId = createCustomer.customer!.id;
  const put = (client: Client, over: object = {}) =>
    client.request(OverrideStageDocument, { input: { customerId, to: 'WON', reason: '合同已线下签署', ...over } });
  await expect(put(sales)).rejects.toMatchObject(topLevel('FORBIDDEN'));
  await expect(put(lead)).rejects.toMatchObject(topLevel('FORBIDDEN'));
  await expect(put(manager, { to: 'NOWHERE' })).rejects.toMatchObject(topLevel('BAD_USER_INPUT', 'to'));
  expect((await put(manager, { reason: null })).overrideStage).toMatchObject({
    customer: null,
    refusal: { code: 'REASON_REQUIRED', unmet: [{ field: 'reason', guide: { mutation: 'overrideStage' } }] },
  });
  const { overrideStage } = await put(manager);
  expect(overrideStage).toMatchObject({ refusal: null, customer: { stage: { code: 'WON' } } });
  const { customer } = await sales.request(CustomerPageDocument, { id: customerId });
  expect(customer).toMatchObject({ stage: { code: 'WON' }, deal: { delivery: { handedOverAt: null } } });
  expect(customer!.stageHistory.at(-1)).toMatchObject({ reason: '合同已线下签署' });
});
