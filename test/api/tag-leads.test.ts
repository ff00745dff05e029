import { beforeEach, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';

let api: Api;
let sourceId: string;
beforeEach(async () => {
  api = await anApi();
  const { data } = await api.gql<{ createSource: { source: { id: string } } }>(
    'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }',
    { input: { name: '官网', channel: 'WEBSITE' } },
    api.admin,
  );
  sourceId = data.createSource.source.id;
});

async function aLead(over: object = {}): Promise<string> {
  const { data } = await api.gql<{ captureLead: { lead: { id: string } } }>(
    'mutation ($input: CaptureLeadInput!) { captureLead(input: $input) { lead { id } } }',
    { input: { sourceId, name: '周敏', ...over } },
    api.admin,
  );
  return data.captureLead.lead.id;
}

interface Bulk {
  readonly tagLeads: {
    readonly items: readonly { readonly id: string; readonly refusal: { readonly code: string } | null }[];
    readonly refusal: { readonly code: string } | null;
    readonly cursor: string | null;
  };
}
const tagLeads = (input: object, token = api.admin) =>
  api.gql<Bulk>(
    'mutation ($input: TagLeadsInput!) { tagLeads(input: $input) { items { id refusal { code message } } refusal { code } cursor } }',
    { input },
    token,
  );
const tagsOf = async (id: string) =>
  (await api.database.sql.selectFrom('Lead').select('tags').where('id', '=', id).executeTakeFirstOrThrow()).tags;

test('L11: many pooled leads get tags and lose some, each on its own', async () => {
  const ids = [await aLead({ tags: ['展会', '老'] }), await aLead({ tags: ['展会'] }), await aLead()];
  await api.database.sql.updateTable('Lead').set({ status: 'DISQUALIFIED' }).where('id', '=', ids[1]!).execute();
  const { data } = await tagLeads({ leadIds: [...ids, ids[0]], add: [' 培育 ', '展会'], remove: ['老'] });
  expect(data.tagLeads.items).toMatchObject([
    { id: ids[0], refusal: null },
    { id: ids[1], refusal: { code: 'ALREADY_CLOSED' } },
    { id: ids[2], refusal: null },
  ]);
  expect(data.tagLeads.cursor).not.toBeNull();
  expect([await tagsOf(ids[0]!), await tagsOf(ids[1]!), await tagsOf(ids[2]!)]).toEqual([
    ['展会', '培育'],
    ['展会'],
    ['培育', '展会'],
  ]);
  expect((await tagLeads({ leadIds: [ids[0]], add: ['培育'] })).data.tagLeads.cursor).toBeNull();
});

test('sent again with its key nothing happens twice; another input is refused as a whole', async () => {
  const leadIds = [await aLead(), await aLead()];
  const input = { leadIds, add: ['培育'], idempotencyKey: 'tag-1' };
  const first = await tagLeads(input);
  expect((await tagLeads(input)).data).toEqual(first.data);
  expect((await tagLeads({ ...input, add: ['别的'] })).data.tagLeads).toEqual({
    items: [],
    refusal: { code: 'IDEMPOTENCY_MISMATCH' },
    cursor: null,
  });
});

test('a key never does others than it did', async () => {
  const [first, second] = [await aLead(), await aLead()];
  await tagLeads({ leadIds: [first], add: ['培育'], idempotencyKey: 'tag-1' });
  const { data } = await tagLeads({ leadIds: [second], add: ['培育'], idempotencyKey: 'tag-1' });
  expect(data.tagLeads).toMatchObject({ refusal: { code: 'IDEMPOTENCY_MISMATCH' }, cursor: null });
  expect(await tagsOf(second)).toEqual([]);
});

test('pinned 1: what the caller may not see is NOT_FOUND by itself, and the others are done', async () => {
  const { token } = await api.person('TEAM_LEAD', await api.team('华东组'));
  const other = await api.person('SALES', await api.team('华南组'));
  const [pooled, theirs] = [await aLead(), await aLead()];
  await api.database.sql
    .updateTable('Lead')
    .set({ status: 'ASSIGNED', ownerId: other.id, ownedSince: new Date(), poolId: null })
    .where('id', '=', theirs)
    .execute();
  const tagged = await tagLeads({ leadIds: [theirs, 'lead_none', pooled], add: ['培育'] }, token);
  expect(tagged.data.tagLeads.items).toMatchObject([
    { id: theirs, refusal: { code: 'NOT_FOUND', message: '不存在，或您无权查看' } },
    { id: 'lead_none', refusal: { code: 'NOT_FOUND' } },
    { id: pooled, refusal: null },
  ]);
  expect([await tagsOf(theirs), await tagsOf(pooled)]).toEqual([[], ['培育']]);
  const sales = await api.person('SALES', await api.team('华西组'));
  const { data } = await tagLeads({ leadIds: [pooled], add: ['培育'] }, sales.token);
  expect(data.tagLeads.items).toMatchObject([{ refusal: { code: 'NOT_OWNER' } }]);
});

test.each<[string, object]>([
  ['add', {}],
  ['add', { add: [], remove: [] }],
  ['add.1', { add: ['培育', ' '] }],
  ['add.0', { add: ['长'.repeat(51)] }],
  ['remove.0', { add: ['培育'], remove: ['培育'] }],
  ['leadIds', { leadIds: Array(101).fill('lead_1'), add: ['培育'] }],
  ['leadIds', { leadIds: [], add: ['培育'] }],
])('a mistake is named: %s', async (field, over) => {
  const { code, errors } = await tagLeads({ leadIds: [await aLead()], ...over });
  expect([code, errors?.[0]?.extensions?.['field']]).toEqual(['BAD_USER_INPUT', field]);
});
