import { expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import {
  AdvanceCustomerDocument,
  BindPlaybookDocument,
  CaptureLeadDocument,
  CompleteFollowUpDocument,
  ConfirmQuoteReceiptDocument,
  CreateSourceDocument,
  CustomerPageDocument,
  EscalationsDocument,
  PublishPlaybookDocument,
  QualifyLeadDocument,
  RecordQuoteDocument,
  RemindersDocument,
  UpdateCustomerDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { takeOne } from '../support/take.js';
import { playbookWith } from '../support/house.js';

/** A reminder has this long from its due time to an open subscription. */
const WITHIN_MS = 5_000;

/** In QUOTED everything happens within seconds: the call back, its escalation, and the idle rule. */
const quickPlaybook = playbookWith(
  ({ code }) =>
    code === 'QUOTED'
      ? {
          nextAction: {
            code: 'CALL_BACK',
            purpose: { 'zh-CN': '请回访客户对报价的反馈', en: 'Call back' },
            dueIn: 'PT2S',
          },
          idle: [{ for: 'PT6S', since: 'LAST_ACTIVITY', then: { moveTo: 'TO_REACTIVATE' } }],
        }
      : {},
  {
    escalation: [
      { to: 'OWNER', after: 'PT0S' },
      { to: 'TEAM_LEAD', after: 'PT2S' },
      { to: 'MANAGER', after: 'P1D' },
    ],
  },
);

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function aTeam(api: Api) {
  const teamId = await api.team('华东组');
  const lead = await api.person('TEAM_LEAD', teamId);
  const sales = await api.person('SALES', teamId);
  const colleague = await api.person('SALES', teamId);
  return {
    teamId,
    lead: clientOf(api, lead.token),
    sales: clientOf(api, sales.token),
    colleague: clientOf(api, colleague.token),
  };
}

async function aLead(admin: Client): Promise<string> {
  const { createSource } = await admin.request(CreateSourceDocument, {
    input: { name: '官网询盘', channel: 'WEBSITE', quality: 4 },
  });
  expect(createSource.intakeKey).toMatch(/^ik_/);
  const { captureLead } = await admin.request(CaptureLeadDocument, {
    input: {
      sourceId: createSource.source!.id,
      name: '周敏',
      company: '杭州晨光建材有限公司',
      phone: '138 0013 8000',
      productInterest: 'A级防火岩棉板',
      region: '浙江',
      message: '我们滨江项目九月开工，需要两千平米A级防火岩棉板，要求含税含运费报价，周三前给方案。',
    },
  });
  expect(captureLead.lead).toMatchObject({ phone: '+8613800138000', status: 'ASSIGNED', score: 100 });
  return captureLead.lead!.id;
}

test('the spine: an enquiry becomes a customer, is guarded, quoted, goes silent, and the system reacts live', async () => {
  const api = await anApi({ withJobs: true });
  const admin = clientOf(api, api.admin);
  const { teamId, lead, sales } = await aTeam(api);
  const published = await admin.request(PublishPlaybookDocument, { input: { definition: quickPlaybook } });
  expect(published.publishPlaybook).toMatchObject({ refusal: null, playbook: { key: 'default', version: 2 } });
  await admin.request(BindPlaybookDocument, { input: { teamId, playbookId: published.publishPlaybook.playbook!.id } });

  const leadId = await aLead(admin);
  const { qualifyLead } = await sales.request(QualifyLeadDocument, { input: { leadId, intent: 'HIGH' } });
  const id = qualifyLead.customer!.id;
  expect(qualifyLead.customer).toMatchObject({ stage: { code: 'INITIAL_CONTACT' } });

  const jump = await sales.request(AdvanceCustomerDocument, { input: { customerId: id, to: 'WON' } });
  expect(jump.advanceCustomer.refusal).toMatchObject({
    __typename: 'TransitionNotAllowed',
    code: 'TRANSITION_NOT_ALLOWED',
    allowed: ['NEEDS_CONFIRMED', 'PAUSED', 'LOST'],
  });
  const early = await sales.request(AdvanceCustomerDocument, { input: { customerId: id, to: 'NEEDS_CONFIRMED' } });
  expect(early.advanceCustomer.refusal).toMatchObject({
    __typename: 'ConditionsUnmet',
    unmet: [{ code: 'FOLLOW_UP_DONE' }, { code: 'NEED' }, { code: 'BUDGET' }, { code: 'TIMELINE' }],
  });

  const page = await sales.request(CustomerPageDocument, { id });
  const done = await sales.request(CompleteFollowUpDocument, {
    input: {
      followUpId: page.customer!.nextFollowUp!.id,
      channel: 'PHONE',
      note: '电话沟通：项目九月开工，预算十八万',
      goalMet: true,
      next: { dueAt: inDays(2), purposeCode: 'PROPOSE' },
    },
  });
  expect(done.completeFollowUp.refusal).toBeNull();
  const facts = { need: '岩棉板 2000㎡', budget: '180000', timeline: '九月开工' };
  const updated = await sales.request(UpdateCustomerDocument, {
    input: { customerId: id, version: done.completeFollowUp.customer!.version, ...facts },
  });
  expect(updated.updateCustomer).toMatchObject({ refusal: null, customer: { facts: { budget: '180000.00' } } });
  const confirmed = await sales.request(AdvanceCustomerDocument, { input: { customerId: id, to: 'NEEDS_CONFIRMED' } });
  expect(confirmed.advanceCustomer).toMatchObject({ refusal: null, customer: { stage: { code: 'NEEDS_CONFIRMED' } } });

  const quote = await sales.request(RecordQuoteDocument, { input: { customerId: id, amount: '176000.50' } });
  await sales.request(ConfirmQuoteReceiptDocument, {
    input: { quoteId: quote.recordQuote.customer!.facts.quotes[0]!.id },
  });

  const reminders = sales.subscribe(RemindersDocument, {});
  const escalations = lead.subscribe(EscalationsDocument, {});
  await new Promise((resolve) => setTimeout(resolve, 300)); // live only: the subscriptions have to stand before what they wait for
  const quoted = await sales.request(AdvanceCustomerDocument, { input: { customerId: id, to: 'QUOTED' } });
  expect(quoted.advanceCustomer).toMatchObject({ refusal: null, customer: { stage: { code: 'QUOTED' } } });
  const action = quoted.advanceCustomer.customer!.deadlines.find(({ kind }) => kind === 'STAGE_ACTION')!;

  const reminder = (await takeOne(reminders)).reminders;
  expectPunctual(reminder, action.dueAt);
  expect(reminder).toMatchObject({
    kind: 'REMINDER',
    level: 0,
    customer: { id },
    deadline: { id: action.id, status: 'FIRED' },
  });

  const escalation = (await takeOne(escalations)).escalations;
  expectPunctual(escalation, new Date(Date.parse(action.dueAt) + 2_000).toISOString());
  expect(escalation).toMatchObject({ kind: 'ESCALATION', level: 1, customer: { id }, followUp: { status: 'OVERDUE' } });

  const idle = quoted.advanceCustomer.customer!.deadlines.find(({ kind }) => kind === 'STAGE_IDLE')!;
  const history = await movedAfter(sales, id, idle.dueAt);
  expect(history.at(-1)).toMatchObject({ stage: { code: 'TO_REACTIVATE' }, by: null, rule: 'stages.QUOTED.idle.0' });
  expect(history.map(({ stage }) => stage.code)).toEqual([
    'INITIAL_CONTACT',
    'NEEDS_CONFIRMED',
    'QUOTED',
    'TO_REACTIVATE',
  ]);
});

/** Never before due, and here within five seconds of it. */
function expectPunctual({ at }: { at: string }, dueAt: string): void {
  expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(dueAt));
  expect(Date.now()).toBeLessThan(Date.parse(dueAt) + WITHIN_MS);
}

async function movedAfter(client: Client, id: string, dueAt: string) {
  for (;;) {
    const { customer } = await client.request(CustomerPageDocument, { id });
    if (customer!.stageHistory.length === 4) return customer!.stageHistory;
    expect(Date.now()).toBeLessThan(Date.parse(dueAt) + WITHIN_MS);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
