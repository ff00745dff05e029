import { beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Role } from '../../../domain/people.js';
import { maySee, type Standing, type Viewer } from '../../../domain/policy.js';
import { buildersOf, type Builders } from '../../support/builders.js';
import { aHouse, seedPerson, type House } from '../../support/house.js';
import { answer, read } from '../../support/reads.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

const aKey = (role: Role, teamIds: readonly string[]): Viewer => ({
  ...{ id: 'usr_key', role, teamId: null, active: true, onLeaveUntil: null, delegateId: null, ledTeamIds: [] },
  key: { scopes: ['read'], teamIds },
});

/** One of each thing that a customer or lead may be owned by or lie in, and everybody who may look at them. */
async function aCompany() {
  const teams = [house.teamId, await build.aTeam(), await build.aTeam()];
  const roles: readonly Role[] = ['SALES', 'TEAM_LEAD', 'MANAGER', 'ADMIN'];
  const people: Viewer[] = [];
  for (const role of roles)
    for (const teamId of [...teams, null]) people.push(await seedPerson(house.database, role, role, teamId));
  const pools = [[], [teams[0]!], [teams[1]!, teams[2]!]];
  const poolIds = await Promise.all(pools.map((teamIds) => build.aPool({ teamIds })));
  const standings = [
    ...people.map((owner) => ({ ownerId: owner.id, ownerTeamId: owner.teamId, poolId: null, poolTeamIds: null })),
    ...pools.map((poolTeamIds, index) => ({ ownerId: null, ownerTeamId: null, poolId: poolIds[index]!, poolTeamIds })),
    { ownerId: null, ownerTeamId: null, poolId: null, poolTeamIds: null },
  ];
  const keys = roles.flatMap((role) => [[], [teams[0]!], [teams[1]!, teams[2]!]].map((teamIds) => aKey(role, teamIds)));
  return { people, teams, standings, keys };
}

const LISTS = `query ($ownerIds: [ID!]) {
  owned: customers(first: 100, filter: { ownerIds: $ownerIds }) { nodes { id } }
  customers(first: 100) { nodes { id } } leads(first: 100) { nodes { id } }
  followUps(first: 100) { nodes { customer { id } lead { id } } } deadlines(first: 100) { nodes { customer { id } lead { id } } }
  events(first: 100, types: [CUSTOMER_CHANGED, LEAD_CHANGED]) { nodes { customer { id } lead { id } } }
}`;

interface Lists extends Record<'customers' | 'owned' | 'leads', { nodes: { id: string }[] }> {
  readonly followUps: { nodes: About[] };
  readonly deadlines: { nodes: About[] };
  readonly events: { nodes: About[] };
}
interface About {
  readonly customer: { id: string } | null;
  readonly lead: { id: string } | null;
}

test('what the lists show is exactly what the policy lets somebody see', async () => {
  const { people, teams, standings, keys } = await aCompany();
  const subjects: { customerId: string; leadId: string; standing: Standing }[] = [];
  for (const { ownerId, poolId, ...standing } of standings) {
    const customerId = await build.aCustomer({ ownerId, poolId });
    const leadId = await build.aLead({ ownerId, poolId });
    await build.aFollowUp({ customerId, ownerId: null });
    await build.aFollowUp({ leadId, ownerId: null });
    await build.aDeadline({ customerId });
    await build.aDeadline({ leadId });
    await build.anEvent({ type: 'CUSTOMER_CHANGED', customerId });
    await build.anEvent({ type: 'LEAD_CHANGED', leadId });
    subjects.push({ customerId, leadId, standing: { ownerId, ...standing } });
  }
  const led = fc.subarray(teams);
  const absent = fc.array(
    fc
      .record({ one: fc.constantFrom(...people), ledTeamIds: led })
      .map(({ one, ledTeamIds }) => ({ ...one, ledTeamIds })),
    { maxLength: 2 },
  );
  const persons = fc
    .record({ person: fc.constantFrom(...people), ledTeamIds: led, standsInFor: absent })
    .map(({ person, ledTeamIds, standsInFor }): Viewer => {
      return { ...person, ledTeamIds: person.role === 'SALES' ? [] : ledTeamIds, standsInFor };
    });
  const viewers = fc.oneof({ arbitrary: persons, weight: 3 }, fc.constantFrom(...keys));
  await fc.assert(
    fc.asyncProperty(viewers, fc.subarray(people, { maxLength: 2 }), async (viewer, asked) => {
      const seen = subjects.filter(({ standing }) => maySee(viewer, standing));
      const customers = seen.map(({ customerId }) => customerId).sort();
      const leads = seen.map(({ leadId }) => leadId).sort();
      const ownerIds = [viewer, ...(viewer.standsInFor ?? []), ...asked].map(({ id }) => id);
      const lists = await answer<Lists>(house, viewer, LISTS, { ownerIds });
      const owned = seen.filter(({ standing }) => standing.ownerId !== null && ownerIds.includes(standing.ownerId));
      expect(lists.owned.nodes.map(({ id }) => id).sort()).toEqual(owned.map(({ customerId }) => customerId).sort());
      expect(lists.customers.nodes.map(({ id }) => id).sort()).toEqual(customers);
      expect(lists.leads.nodes.map(({ id }) => id).sort()).toEqual(leads);
      for (const { nodes } of [lists.followUps, lists.deadlines, lists.events]) {
        expect(nodes.flatMap(({ customer }) => customer?.id ?? []).sort()).toEqual(customers);
        expect(nodes.flatMap(({ lead }) => lead?.id ?? []).sort()).toEqual(leads);
        expect(nodes).toHaveLength(customers.length + leads.length);
      }
    }),
    { numRuns: 50 },
  );
}, 120_000);

test('a lead that became a customer is seen with it, not by whoever owned the lead', async () => {
  const poolId = await build.aPool({ rules: { maskContacts: true } });
  const customerId = await build.aCustomer({ ownerId: house.wang.id });
  const contacts = { name: '周敏', phone: '+8613812345678' };
  const leadId = await build.aLead({ ...contacts, ownerId: house.lin.id, customerId, status: 'QUALIFIED' });
  const query = 'query ($leadId: ID!) { lead(id: $leadId) { phone } }';
  const seenBy = async (viewer: Viewer) =>
    (await answer<{ lead: { phone: string | null } | null }>(house, viewer, query, { leadId })).lead;
  expect(await seenBy(house.lin)).toBeNull();
  expect(await seenBy(house.wang)).toEqual({ phone: contacts.phone });
  await house.database.sql
    .updateTable('Customer')
    .set({ ownerId: null, poolId })
    .where('id', '=', customerId)
    .execute();
  expect(await seenBy(house.lin)).toEqual({ phone: null });
  expect(await seenBy(house.manager)).toEqual({ phone: contacts.phone });
});

test('missing and not permitted answer alike, by whatever id', async () => {
  const customerId = await build.aCustomer({ ownerId: house.wang.id });
  const followUpId = await build.aFollowUp({ customerId, ownerId: house.wang.id });
  const deadlineId = await build.aDeadline({ customerId });
  const quoteId = await build.aQuote({ customerId });
  const notificationId = await build.aNotification({ recipientId: house.wang.id, customerId });
  await build.anEvent({ customerId });
  const { events } = await answer<{ events: { nodes: { id: string }[] } }>(
    house,
    house.wang,
    '{ events { nodes { id } } }',
  );
  const eventId = events.nodes.at(-1)!.id;
  const ids = [customerId, followUpId, deadlineId, quoteId, notificationId, eventId];
  const NODES = 'query ($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id __typename } customer(id: $id) { id } }';
  const variables = { ids: [...ids, 'cus_nobody', 'ses_1', 'x', ''], id: customerId };
  const mine = await answer<{ nodes: unknown[]; customer: unknown }>(house, house.wang, NODES, variables);
  const types = ['Customer', 'FollowUp', 'Deadline', 'Quote', 'Notification', 'Event'];
  expect(mine.nodes).toEqual([...ids.map((id, index) => ({ id, __typename: types[index] })), null, null, null, null]);
  expect(mine.customer).toEqual({ id: customerId });
  const others = await answer<{ nodes: unknown[]; customer: unknown }>(house, house.lin, NODES, variables);
  expect(others).toEqual({ nodes: variables.ids.map(() => null), customer: null });
});

test('a card’s event is its recipient’s alone, and general events go by role', async () => {
  const customerId = await build.aCustomer();
  await build.anEvent({ type: 'NOTIFIED', customerId, recipientId: house.lin.id });
  await build.anEvent({ type: 'PLAYBOOK_PUBLISHED' });
  await build.anEvent({ type: 'USER_CHANGED' });
  const typesSeenBy = async (viewer: Viewer) => {
    const { events } = await answer<{ events: { nodes: { type: string }[] } }>(
      house,
      viewer,
      '{ events { nodes { type } } }',
    );
    return events.nodes.map(({ type }) => type);
  };
  expect(await typesSeenBy(house.lin)).toEqual(['NOTIFIED', 'PLAYBOOK_PUBLISHED']);
  expect(await typesSeenBy(house.wang)).toEqual(['PLAYBOOK_PUBLISHED']);
  expect(await typesSeenBy(house.teamLead)).toEqual(['PLAYBOOK_PUBLISHED']);
  expect(await typesSeenBy(house.manager)).toEqual(['PLAYBOOK_PUBLISHED', 'USER_CHANGED']);
  const timeline = `query ($id: ID!) { customer(id: $id) { timeline { nodes { type } } } }`;
  expect(await answer(house, house.lin, timeline, { id: customerId })).toMatchObject({
    customer: { timeline: { nodes: [{ type: 'NOTIFIED' }] } },
  });
  expect(await answer(house, house.manager, timeline, { id: customerId })).toMatchObject({
    customer: { timeline: { nodes: [] } },
  });
});

test('an open follow-up is seen by whoever has to do it, the customer only by right', async () => {
  const customerId = await build.aCustomer({ ownerId: house.wang.id });
  await build.aFollowUp({ customerId, ownerId: house.lin.id });
  await build.aFollowUp({ customerId, ownerId: house.lin.id, status: 'DONE' });
  const query = '{ followUps { nodes { status customer { id } } } }';
  expect(await answer(house, house.lin, query)).toEqual({
    followUps: { nodes: [{ status: 'PLANNED', customer: null }] },
  });
});

test('anonymous callers see nothing', async () => {
  for (const query of [
    '{ viewer { id } }',
    '{ head }',
    '{ customers { nodes { id } } }',
    '{ settings { timeZone } }',
    '{ head users { nodes { id } } }',
  ]) {
    expect((await read(house, null, query)).code).toBe('UNAUTHENTICATED');
  }
});
