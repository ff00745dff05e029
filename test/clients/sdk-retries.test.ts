import { expect, test } from '@jest/globals';
import {
  CreateCustomerDocument,
  CustomersDocument,
  MeDocument,
  SignOutDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { newKey } from '../support/api-keys.js';
import { clientOf } from '../support/clients.js';
import { aLine, badGateway, lost } from '../support/lossy-line.js';

const LOST = { name: 'GenjinError', codes: [], status: null };

const input = { name: '周敏', phone: '138 0013 8000' };

test('a mutation whose answers get lost is done once, and answered', async () => {
  const api = await anApi();
  const line = await aLine(api, [lost, badGateway]);
  const { createCustomer } = await clientOf(line, api.admin).request(CreateCustomerDocument, { input });
  const { customers } = await clientOf(api, api.admin).request(CustomersDocument);
  expect(customers.edges.map(({ node }) => node.id)).toEqual([createCustomer.customer!.id]);
  const keys = line.passed.map((variables) => variables.input?.idempotencyKey);
  expect(keys).toEqual(Array(3).fill(keys[0]));
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
});

test('each call has a key of its own, and one that is given stays', async () => {
  const api = await anApi();
  const line = await aLine(api, []);
  const client = clientOf(line, api.admin);
  await client.request(CreateCustomerDocument, { input });
  await client.request(CreateCustomerDocument, { input });
  await client.request(CreateCustomerDocument, { input: { ...input, idempotencyKey: 'mine' } });
  const [first, second, third] = line.passed.map((variables) => variables.input?.idempotencyKey);
  expect(first).not.toBe(second);
  expect(third).toBe('mine');
});

test('a query is asked again', async () => {
  const api = await anApi();
  const line = await aLine(api, [lost]);
  expect((await clientOf(line, api.admin).request(MeDocument)).viewer).not.toBeNull();
  expect(line.passed).toHaveLength(2);
});

test('what is not safe to repeat is asked once', async () => {
  const api = await anApi();
  const line = await aLine(api, [lost, lost]);
  const client = clientOf(line, api.admin);
  const unkeyed = { input: { ...input, idempotencyKey: '' } };
  await expect(client.request(CreateCustomerDocument, unkeyed)).rejects.toMatchObject(LOST);
  await expect(client.request(SignOutDocument)).rejects.toMatchObject(LOST);
  expect(line.passed).toHaveLength(2);
});

test('a line that stays lost is thrown after six calls', async () => {
  const api = await anApi();
  const line = await aLine(api, Array(10).fill(lost));
  await expect(clientOf(line, api.admin).request(MeDocument)).rejects.toMatchObject(LOST);
  expect(line.passed).toHaveLength(6);
});

test('a call that is ended is over, and not asked again', async () => {
  const api = await anApi();
  const ended = new AbortController();
  const line = await aLine(api, [() => ended.abort()]);
  const asking = clientOf(line, api.admin).request(MeDocument, {}, { signal: ended.signal });
  await expect(asking).rejects.toMatchObject(LOST);
  expect(line.passed).toHaveLength(1);
});

test('what the API finds wrong is not asked again', async () => {
  const api = await anApi();
  const line = await aLine(api, []);
  const wrong = { input: { ...input, phone: 'none' } };
  await expect(clientOf(line, api.admin).request(CreateCustomerDocument, wrong)).rejects.toMatchObject({
    codes: ['BAD_USER_INPUT'],
  });
  expect(line.passed).toHaveLength(1);
});

test('who asks too often waits for as long as the API says', async () => {
  const api = await anApi({ apiKeys: { burst: 1, perSecond: 1 } });
  const line = await aLine(api, []);
  const client = clientOf(line, (await newKey(api)).secret);
  const { customers } = await client.request(CustomersDocument);
  const answers = await Promise.all([1, 2].map(() => client.request(CustomersDocument)));
  expect(answers).toEqual([{ customers }, { customers }]);
  expect(line.passed.length).toBeGreaterThan(3);
});
