import { beforeAll, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';
import { defaultPlaybook, seedPlaybook } from '../support/house.js';

let api: Api;
let lin: { id: string; token: string };
beforeAll(async () => {
  api = await anApi();
  lin = await api.person('SALES', await api.team('华东组'));
});

const SET = `mutation ($input: SettingsInput!) { updateSettings(input: $input) { settings { reasons } refusal { code } } }`;
const LISTED = `query ($inactive: Boolean) { reasons(kind: LOSS, inactive: $inactive) { code order active needsNote label(locale: EN) } }`;
const CREATE = `mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }`;
const MOVE = `mutation ($input: AdvanceCustomerInput!) { advanceCustomer(input: $input) {
  customer { facts { lossReason lossReasonLabel } stageHistory { reason reasonLabel(locale: EN) } }
  refusal { code ... on ConditionsUnmet { unmet { code field guide { mutation fields } } } } } }`;
const own = (code: string, over: object = {}) => ({ code, label: { 'zh-CN': `因${code}`, en: `By ${code}` }, ...over });
const setLoss = (LOSS: unknown, token = api.admin) => api.gql(SET, { input: { reasons: { LOSS } } }, token);
let made = 0;
const move = async (input: object) => {
  const { data } = await api.gql<{ createCustomer: { customer: { id: string } } }>(
    CREATE,
    { input: { name: '周敏', phone: `1380013800${made++}` } },
    lin.token,
  );
  const { id: customerId } = data.createCustomer.customer;
  return { customerId, ...(await api.gql(MOVE, { input: { customerId, to: 'LOST', ...input } }, lin.token)) };
};

test('C1: an administrator changes the reasons; what was given up stays readable where it was chosen', async () => {
  const { customerId } = await move({ reason: 'PRICE' });
  expect((await setLoss([own('A')], lin.token)).code).toBe('FORBIDDEN');
  const list = [own('LATE', { order: 2 }), own('RIVAL', { order: 1, needsNote: true })];
  expect((await setLoss(list)).data).toEqual({
    updateSettings: {
      settings: { reasons: { LOSS: [own('RIVAL', { needsNote: true, active: true }), own('LATE', { active: true })] } },
      refusal: null,
    },
  });

  const offered = [
    { code: 'RIVAL', order: 1, active: true, needsNote: true, label: 'By RIVAL' },
    { code: 'LATE', order: 2, active: true, needsNote: false, label: 'By LATE' },
  ];
  expect((await api.gql(LISTED, {}, lin.token)).data).toEqual({ reasons: offered });
  const all = await api.gql<{ reasons: object[] }>(LISTED, { inactive: true }, lin.token);
  expect(all.data.reasons.slice(0, 2)).toEqual(offered);
  expect(all.data.reasons).toContainEqual({ code: 'PRICE', order: 3, active: false, needsNote: false, label: 'Price' });

  const query = `query ($id: ID!) { customer(id: $id) {
    facts { lossReason lossReasonLabel } stageHistory { reason reasonLabel(locale: EN) } } }`;
  expect((await api.gql(query, { id: customerId }, lin.token)).data).toEqual({
    customer: {
      facts: { lossReason: 'PRICE', lossReasonLabel: '价格' },
      stageHistory: [
        { reason: null, reasonLabel: null },
        { reason: 'PRICE', reasonLabel: 'Price' },
      ],
    },
  });
});

test('C1: the message names what can be chosen, and a reason that needs a note asks for it in its field', async () => {
  const gone = await move({ reason: 'PRICE' });
  expect(gone.errors![0]).toMatchObject({
    message: '原因“PRICE”不可选，可选：RIVAL, LATE',
    extensions: { code: 'BAD_USER_INPUT', field: 'reason' },
  });
  const offered =
    'query ($id: ID!) { customer(id: $id) { transitions { to { code } reasons { code order needsNote label } } } }';
  expect((await api.gql(offered, { id: gone.customerId }, lin.token)).data).toMatchObject({
    customer: {
      transitions: expect.arrayContaining([
        { to: { code: 'NEEDS_CONFIRMED' }, reasons: [] },
        {
          to: { code: 'LOST' },
          reasons: [
            { code: 'RIVAL', order: 1, needsNote: true, label: '因RIVAL' },
            { code: 'LATE', order: 2, needsNote: false, label: '因LATE' },
          ],
        },
      ]),
    },
  });
  const unmet = [{ code: 'REASON_NOTE', field: 'note', guide: { mutation: 'advanceCustomer', fields: ['note'] } }];
  expect((await move({ reason: 'RIVAL' })).data).toMatchObject({
    advanceCustomer: { refusal: { code: 'CONDITIONS_UNMET', unmet } },
  });
  expect((await move({ reason: 'RIVAL', note: '去了 A 家' })).data).toMatchObject({
    advanceCustomer: { refusal: null, customer: { facts: { lossReason: 'RIVAL', lossReasonLabel: '因RIVAL' } } },
  });
});

test('C1: of a customer or a lead those that its own playbook lists, which is what its doors take', async () => {
  const { sql } = api.database;
  const LISTS = `query ($customerId: ID, $leadId: ID) { reasons(kind: RELEASE, customerId: $customerId, leadId: $leadId) { code } }`;
  const listed = async (of: object, token = lin.token) => {
    const answer = await api.gql<{ reasons: { code: string }[] }>(LISTS, of, token);
    return answer.code ?? answer.data.reasons.map(({ code }) => code);
  };
  const wang = await api.person('SALES', await api.team('华南组'));
  const { customerId } = await move({ reason: 'RIVAL', note: '去了 A 家' });
  const CAPTURE = `mutation ($input: CaptureLeadInput!) { captureLead(input: $input) { lead { id } } }`;
  const source = await api.gql<{ createSource: { source: { id: string } } }>(
    'mutation { createSource(input: { name: "官网", channel: "WEBSITE" }) { source { id } } }',
    {},
    api.admin,
  );
  const input = { sourceId: source.data.createSource.source.id, name: '何方', phone: '13700138000' };
  const { data } = await api.gql<{ captureLead: { lead: { id: string } } }>(CAPTURE, { input }, api.admin);
  const leadId = data.captureLead.lead.id;
  await sql.updateTable('Lead').set({ ownerId: lin.id, poolId: null }).where('id', '=', leadId).execute();
  const usual = await listed({});
  expect(usual).toContain('NO_CAPACITY');
  expect([await listed({ customerId }), await listed({ leadId })]).toEqual([usual, usual]);

  const reasons = { RELEASE: [own('OURS')] };
  const playbookId = await seedPlaybook(api.database, { ...defaultPlaybook, key: 'other', reasons });
  await sql.updateTable('Customer').set({ playbookId }).where('id', '=', customerId).execute();
  expect([await listed({}), await listed({ customerId }), await listed({ leadId })]).toEqual([usual, ['OURS'], usual]);
  await sql.updateTable('Team').set({ playbookId }).where('name', '=', '华东组').execute();
  expect([await listed({}), await listed({ leadId })]).toEqual([['OURS'], ['OURS']]);

  expect([await listed({ customerId }, wang.token), await listed({ leadId }, wang.token)]).toEqual([
    'NOT_FOUND',
    'NOT_FOUND',
  ]);
  expect(await listed({ customerId, leadId })).toBe('BAD_USER_INPUT');
});
