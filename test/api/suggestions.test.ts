import { beforeAll, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';

let api: Api;
let teamId: string;
let lin: { token: string };
beforeAll(async () => {
  api = await anApi();
  teamId = await api.team('华东组');
  lin = await api.person('SALES', teamId);
});

const SUGGESTED = `followUpSuggestions { channel followUp { id purposeCode }
  phrases { text outcome goalMet } nextDates { code label outcomes dueAt } missing { field guide { fields } }
  giveUp { attempts because(locale: EN) guides { mutation } stages { code } } }`;
const CREATE = `mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id ${SUGGESTED} } } }`;
const RECORD = `mutation ($input: RecordFollowUpInput!) { recordFollowUp(input: $input) {
  refusal { code ... on ConditionsUnmet { unmet { code } } } followUp { id note outcome next { dueAt } }
  customer { stage { code } facts { need budget timeline quotes { amount } } nextContactAt ${SUGGESTED} } } }`;

interface Suggested {
  readonly channel: string;
  readonly followUp: { readonly id: string; readonly purposeCode: string };
  readonly phrases: readonly { readonly text: string; readonly outcome: string; readonly goalMet: boolean }[];
  readonly nextDates: readonly { readonly outcomes: readonly string[]; readonly dueAt: string }[];
  readonly missing: readonly { readonly field: string }[];
  readonly giveUp: object | null;
}
interface Recorded {
  readonly recordFollowUp: {
    readonly refusal: object | null;
    readonly followUp: object;
    readonly customer: { followUpSuggestions: Suggested };
  };
}

let made = 0;
async function aCustomer() {
  const phone = `1380013800${made++}`;
  const input = { name: '周敏', phone };
  const { data } = await api.gql<{ createCustomer: { customer: { id: string; followUpSuggestions: Suggested } } }>(
    CREATE,
    { input },
    lin.token,
  );
  const { id, followUpSuggestions } = data.createCustomer.customer;
  return { id, suggested: followUpSuggestions, phone };
}

/** The first phrase and date of an outcome, as they are. */
function tapped({ channel, phrases, nextDates, followUp }: Suggested, outcome: string) {
  const phrase = phrases.find((one) => one.outcome === outcome)!;
  const { dueAt } = nextDates.find(({ outcomes }) => outcomes.includes(outcome))!;
  const next = { dueAt, purposeCode: followUp.purposeCode };
  return { channel, outcome, note: phrase.text, goalMet: phrase.goalMet, next };
}

test('F7: one request does the usual follow-up with what was suggested, facts, quote and move included', async () => {
  const { id: customerId, suggested } = await aCustomer();
  expect(suggested.missing.map(({ field }) => field)).toEqual(['need', 'budget', 'timeline']);
  const input = {
    customerId,
    ...tapped(suggested, 'REACHED'),
    facts: { need: '岩棉板', budget: '9000', timeline: '下月' },
    quote: { amount: '8800' },
    advanceTo: 'NEEDS_CONFIRMED',
    idempotencyKey: 'draft-1',
  };
  const first = await api.gql<Recorded>(RECORD, { input }, lin.token);
  expect(first.data.recordFollowUp).toMatchObject({
    refusal: null,
    followUp: { note: '客户有兴趣，愿意进一步了解', outcome: 'REACHED', next: { dueAt: input.next.dueAt } },
    customer: {
      stage: { code: 'NEEDS_CONFIRMED' },
      facts: { need: '岩棉板', budget: '9000.00', timeline: '下月', quotes: [{ amount: '8800.00' }] },
      nextContactAt: input.next.dueAt,
      followUpSuggestions: { channel: 'PHONE', giveUp: null },
    },
  });
  expect(first.data.recordFollowUp.customer.followUpSuggestions.missing).toMatchObject([
    { field: 'quote.receiptConfirmed' },
  ]);
  // A draft that was sent again after the network was lost is one contact.
  const again = await api.gql<Recorded>(RECORD, { input }, lin.token);
  expect(again.data.recordFollowUp.followUp).toEqual(first.data.recordFollowUp.followUp);
});

test('F6: the third attempt in a row without an answer proposes to give up; an answer ends that', async () => {
  const { id: customerId, suggested } = await aCustomer();
  const record = async (outcome: string) => {
    const input = { customerId, ...tapped(suggested, outcome) };
    const { data } = await api.gql<Recorded>(RECORD, { input }, lin.token);
    expect(data.recordFollowUp.refusal).toBeNull();
    return data.recordFollowUp.customer.followUpSuggestions.giveUp;
  };
  expect([await record('NO_ANSWER'), await record('WRONG_NUMBER')]).toEqual([null, null]);
  expect(await record('NO_ANSWER')).toEqual({
    attempts: 3,
    because: '3 attempts in a row without an answer; giving up is proposed',
    guides: [{ mutation: 'advanceCustomer' }, { mutation: 'releaseCustomer' }],
    stages: [{ code: 'PAUSED' }, { code: 'LOST' }],
  });
  expect(await record('REFUSED')).toBeNull();
  expect(await record('NO_ANSWER')).toBeNull();
});

test('F6: whoever takes over, and a customer who gets in touch, begin anew', async () => {
  const lead = await api.person('TEAM_LEAD', teamId);
  const wang = await api.person('SALES', teamId);
  const { id: customerId, suggested, phone } = await aCustomer();
  const record = async (token: string) => {
    const input = { customerId, ...tapped(suggested, 'NO_ANSWER') };
    return (await api.gql<Recorded>(RECORD, { input }, token)).data.recordFollowUp.customer.followUpSuggestions.giveUp;
  };
  const thrice = async (token: string) => [await record(token), await record(token), await record(token)];
  expect(await thrice(lin.token)).toEqual([null, null, expect.objectContaining({ attempts: 3 })]);
  const transfer = `mutation ($input: TransferCustomerInput!) { transferCustomer(input: $input) {
    refusal { code } customer { ${SUGGESTED} } } }`;
  const taken = await api.gql<{ transferCustomer: { customer: { followUpSuggestions: Suggested } } }>(
    transfer,
    { input: { customerId, toUserId: wang.id } },
    lead.token,
  );
  expect(taken.data.transferCustomer.customer.followUpSuggestions.giveUp).toBeNull();
  expect(await thrice(wang.token)).toEqual([null, null, expect.objectContaining({ attempts: 3 })]);
  const source = await api.gql<{ createSource: { source: { id: string } } }>(
    'mutation { createSource(input: { name: "热线", channel: "PHONE" }) { source { id } } }',
    {},
    api.admin,
  );
  const input = { sourceId: source.data.createSource.source.id, phone };
  await api.gql('mutation ($input: CaptureLeadInput!) { captureLead(input: $input) { cursor } }', { input }, api.admin);
  expect(await record(wang.token)).toBeNull();
});

test('F6, F7: leads have suggestions, too; the organisation says what they are', async () => {
  const set = `mutation ($input: SettingsInput!) { updateSettings(input: $input) { settings { followUps } } }`;
  const attempts = { counted: 2, within: 'P7D', giveUpAfter: 1 };
  const answered = await api.gql<{
    updateSettings: { settings: { followUps: { attempts: object; remindBefore: object } } };
  }>(set, { input: { followUps: { attempts } } }, api.admin);
  expect(answered.data.updateSettings.settings.followUps).toMatchObject({ attempts, remindBefore: ['PT1H'] });
  const source = await api.gql<{ createSource: { source: { id: string } } }>(
    'mutation { createSource(input: { name: "官网", channel: "WEBSITE" }) { source { id } } }',
    {},
    api.admin,
  );
  const captured = await api.gql<{ captureLead: { lead: { id: string } } }>(
    'mutation ($input: CaptureLeadInput!) { captureLead(input: $input) { lead { id } } }',
    { input: { sourceId: source.data.createSource.source.id, name: '吴刚', phone: '13900139000' } },
    api.admin,
  );
  const { id: leadId } = captured.data.captureLead.lead;
  await api.gql(
    'mutation ($input: ClaimLeadInput!) { claimLead(input: $input) { lead { id } } }',
    { input: { leadId } },
    lin.token,
  );
  const dueAt = new Date(Date.now() + 86_400_000).toISOString();
  const contact = { channel: 'WECHAT', outcome: 'NO_ANSWER', note: '未回复', goalMet: false };
  const done = await api.gql<{ recordFollowUp: { refusal: object | null } }>(
    'mutation ($input: RecordFollowUpInput!) { recordFollowUp(input: $input) { refusal { code } } }',
    { input: { leadId, ...contact, next: { dueAt, purposeCode: 'OTHER' } } },
    lin.token,
  );
  expect(done.data.recordFollowUp.refusal).toBeNull();
  const query = `query ($id: ID!) { lead(id: $id) { ${SUGGESTED} } }`;
  expect((await api.gql(query, { id: leadId }, lin.token)).data).toMatchObject({
    lead: {
      followUpSuggestions: {
        channel: 'WECHAT',
        missing: [],
        giveUp: { attempts: 1, guides: [{ mutation: 'disqualifyLead' }, { mutation: 'releaseLead' }], stages: [] },
      },
    },
  });
});

test('C1: a playbook’s purposes and goals are lists of codes in order, with labels', async () => {
  const query =
    '{ playbooks { label(locale: EN) purposes { code order label(locale: EN) } goals { code order label } } }';
  const { data } = await api.gql<{ playbooks: { label: string; purposes: object[]; goals: object[] }[] }>(
    query,
    {},
    lin.token,
  );
  expect(data.playbooks[0]!.label).toBe('Standard sales follow-up');
  expect(data.playbooks[0]!.purposes[0]).toEqual({ code: 'SEND_MATERIAL', order: 1, label: 'Send material' });
  expect(data.playbooks[0]!.goals[1]).toEqual({ code: 'SECOND_QUOTE', order: 2, label: '二次报价' });
});
