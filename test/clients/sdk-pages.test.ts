import { expect, test } from '@jest/globals';
import { CreateCustomerDocument, CustomersDocument } from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { aLine } from '../support/lossy-line.js';
import { take } from '../support/take.js';

async function aHouse() {
  const api = await anApi();
  const client = clientOf(api, api.admin);
  const ids: string[] = [];
  for (let number = 0; number < 5; number++) {
    const input = { name: '周敏', phone: `${13_800_138_000 + number}` };
    ids.push((await client.request(CreateCustomerDocument, { input })).createCustomer.customer!.id);
  }
  const line = await aLine(api, []);
  return { ids, client: clientOf(line, api.admin), asked: line.passed };
}

const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

test('a list is looped over whole, each item once, page by page', async () => {
  const { ids: all, client, asked } = await aHouse();
  const seen = await take(
    client.pages(CustomersDocument, { first: 2 }, ({ customers }) => customers),
    Infinity,
  );
  expect(ids(seen).toSorted()).toEqual(all.toSorted());
  expect(asked).toHaveLength(3);
});

test('a page is asked for when the loop gets there, and the list goes on after a cursor', async () => {
  const { client, asked } = await aHouse();
  const list = client.pages(CustomersDocument, { first: 2 }, ({ customers }) => customers);
  expect(await take(list, 2)).toHaveLength(2);
  expect(asked).toHaveLength(1);
  const { customers } = await client.request(CustomersDocument, { first: 2 });
  const after = customers.pageInfo.endCursor;
  const rest = await take(
    client.pages(CustomersDocument, { after }, (data) => data.customers),
    Infinity,
  );
  expect(ids(rest)).toEqual(ids(await take(list, Infinity)));
  expect(rest).toHaveLength(3);
});
