import { beforeEach, expect, test } from '@jest/globals';
import type { Viewer } from '../../../domain/policy.js';
import { buildersOf, type Builders } from '../../support/builders.js';
import { aHouse, type House } from '../../support/house.js';
import { answer } from '../../support/reads.js';

const PHONE = '+8613812345678';
const contacts = { name: '周敏', phone: PHONE, email: 'zhou@example.com', wechat: 'zhoumin' };

let house: House;
let build: Builders;
let masking: string;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
  masking = await build.aPool({ rules: { maskContacts: true } });
});

const SHOWN = 'query ($id: ID!) { customer(id: $id) { name phone phoneMasked email wechat contactMasked } }';
const shownTo = async (viewer: Viewer, id: string) =>
  (await answer<{ customer: Record<string, unknown> }>(house, viewer, SHOWN, { id })).customer;

test('a pool that masks hides contact details from everybody below MANAGER until somebody owns the customer', async () => {
  const pooled = await build.aCustomer({ ...contacts, poolId: masking });
  const hidden = {
    name: '周敏',
    phone: null,
    email: null,
    wechat: null,
    phoneMasked: '+86138****5678',
    contactMasked: true,
  };
  expect(await shownTo(house.lin, pooled)).toEqual(hidden);
  expect(await shownTo(house.teamLead, pooled)).toEqual(hidden);
  const shown = { ...contacts, phoneMasked: '+86138****5678', contactMasked: false };
  expect(await shownTo(house.manager, pooled)).toEqual(shown);
  expect(await shownTo(house.lin, await build.aCustomer({ ...contacts, poolId: house.pools.public }))).toEqual(shown);
  await house.database.sql
    .updateTable('Customer')
    .set({ ownerId: house.lin.id, poolId: null })
    .where('id', '=', pooled)
    .execute();
  expect(await shownTo(house.lin, pooled)).toEqual(shown);
});

test('nor do name, search, history or what was filled in give them away', async () => {
  const customerId = await build.aCustomer({ ...contacts, name: PHONE, poolId: masking });
  const leadId = await build.aLead({ ...contacts, poolId: masking });
  const sourceId = await build.aSource();
  await house.database.sql
    .insertInto('Touch')
    .values({ id: 'tch_1', sourceId, leadId, at: new Date(), payload: JSON.stringify({ tel: PHONE }) })
    .execute();
  const changes = JSON.stringify([
    { field: 'phone', old: null, new: PHONE },
    { field: 'region', old: null, new: '上海' },
  ]) as never;
  await build.anEvent({ customerId, changes });
  const query = `query ($customerId: ID!, $leadId: ID!, $search: String) {
    customer(id: $customerId) { name timeline { nodes { changes { field new } } } }
    lead(id: $leadId) { phone contactMasked touches { nodes { payload } } }
    leads(filter: { search: $search }) { nodes { id } }
  }`;
  const variables = { customerId, leadId, search: '1381234' };
  expect(JSON.stringify(await answer(house, house.lin, query, variables))).not.toContain('1381234');
  expect(await answer(house, house.lin, query, variables)).toMatchObject({
    customer: {
      timeline: {
        nodes: [
          {
            changes: [
              { field: 'phone', new: null },
              { field: 'region', new: '上海' },
            ],
          },
        ],
      },
    },
    lead: { phone: null, contactMasked: true, touches: { nodes: [{ payload: null }] } },
    leads: { nodes: [] },
  });
  expect(await answer(house, house.manager, query, variables)).toMatchObject({
    customer: { name: PHONE, timeline: { nodes: [{ changes: [{ new: PHONE }, {}] }] } },
    lead: { phone: PHONE, touches: { nodes: [{ payload: { tel: PHONE } }] } },
    leads: { nodes: [{ id: leadId }] },
  });
});

test('nor does a name for which a contact detail stood in, be it searched for or changed since', async () => {
  const query = `query ($id: ID!, $search: String) {
    customers(filter: { search: $search }) { nodes { id } }
    customer(id: $id) { timeline { nodes { changes { field old new } } } }
  }`;
  const id = await build.aCustomer({ ...contacts, name: PHONE, poolId: masking });
  const changes = JSON.stringify([{ field: 'name', old: PHONE, new: '周敏' }]) as never;
  await build.anEvent({ customerId: id, changes });
  const told = async (viewer: Viewer, search: string) => answer(house, viewer, query, { id, search });
  expect(await told(house.lin, '1381234')).toEqual({
    customers: { nodes: [] },
    customer: { timeline: { nodes: [{ changes: [{ field: 'name', old: null, new: '周敏' }] }] } },
  });
  expect(await told(house.manager, '1381234')).toEqual({
    customers: { nodes: [{ id }] },
    customer: { timeline: { nodes: [{ changes: [{ field: 'name', old: PHONE, new: '周敏' }] }] } },
  });
  await house.database.sql.updateTable('Customer').set({ name: '周敏' }).where('id', '=', id).execute();
  expect(await told(house.lin, '周')).toMatchObject({ customers: { nodes: [{ id }] } });
});

test('how to reach a colleague is for themself and for TEAM_LEAD and above', async () => {
  await house.database.sql
    .updateTable('User')
    .set({ email: 'wang@example.com' })
    .where('id', '=', house.wang.id)
    .execute();
  const emailsSeenBy = async (viewer: Viewer) => {
    const { users } = await answer<{ users: { nodes: { email: string | null }[] } }>(
      house,
      viewer,
      '{ users(search: "王") { nodes { name email } } }',
    );
    return users.nodes.map(({ email }) => email);
  };
  expect(await emailsSeenBy(house.lin)).toEqual([null]);
  expect(await emailsSeenBy(house.wang)).toEqual(['wang@example.com']);
  expect(await emailsSeenBy(house.teamLead)).toEqual(['wang@example.com']);
});
