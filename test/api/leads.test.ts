import { expect, test } from '@jest/globals';
import {
  AssignLeadDocument,
  CaptureLeadDocument,
  ClaimLeadDocument,
  CreateSourceDocument,
  DisqualifyLeadDocument,
  LeadPageDocument,
  NewLeadsDocument,
  ReleaseLeadDocument,
  SetLeadConsentDocument,
  SettingsDocument,
  UpdateLeadDocument,
  UpdateSettingsDocument,
} from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';

async function aCompany() {
  const api = await anApi();
  const teamId = await api.team('华东组');
  const [lead, sales, colleague] = [
    await api.person('TEAM_LEAD', teamId),
    await api.person('SALES', teamId),
    await api.person('SALES', teamId),
  ];
  const admin = clientOf(api, api.admin);
  const { createSource } = await admin.request(CreateSourceDocument, { input: { name: '官网', channel: 'WEBSITE' } });
  const sourceId = createSource.source!.id;
  let phones = 0;
  const capture = async (over: object = {}) => {
    const input = { sourceId, name: '周敏', phone: `138001380${String(10 + phones++)}`, ...over };
    const { captureLead } = await admin.request(CaptureLeadDocument, { input });
    return captureLead.lead!;
  };
  const as = {
    admin,
    lead: clientOf(api, lead.token),
    sales: clientOf(api, sales.token),
    colleague: clientOf(api, colleague.token),
  };
  return { api, teamId, capture, as, ids: { lead: lead.id, sales: sales.id, colleague: colleague.id } };
}

test('a lead’s life through the SDK: assigned, released, claimed, corrected, given up', async () => {
  const { capture, as, ids } = await aCompany();
  const captured = await capture({ productInterest: '岩棉板' });
  expect(captured).toMatchObject({ status: 'ASSIGNED', owner: { id: ids.sales } });
  const leadId = captured.id;
  const { releaseLead } = await as.sales.request(ReleaseLeadDocument, { input: { leadId, reason: 'NO_CAPACITY' } });
  expect(releaseLead).toMatchObject({ refusal: null, lead: { status: 'POOLED', owner: null } });
  const { claimLead } = await as.colleague.request(ClaimLeadDocument, { input: { leadId } });
  expect(claimLead).toMatchObject({ lead: { owner: { id: ids.colleague }, assignedBecause: '从“线索池”领取' } });
  const late = await as.sales.request(ClaimLeadDocument, { input: { leadId } });
  expect(late.claimLead.refusal).toMatchObject({ code: 'ALREADY_OWNED' });
  const { updateLead } = await as.colleague.request(UpdateLeadDocument, { input: { leadId, region: '浙江' } });
  expect(updateLead.refusal).toBeNull();
  const { setLeadConsent } = await as.colleague.request(SetLeadConsentDocument, { input: { leadId, consented: true } });
  expect(setLeadConsent.lead).toMatchObject({ consentedAt: expect.any(String), optedOutAt: null });
  const given = await as.colleague.request(DisqualifyLeadDocument, { input: { leadId, reason: 'SPAM' } });
  expect(given.disqualifyLead.lead).toMatchObject({ status: 'DISQUALIFIED', disqualifyReason: 'SPAM' });
});

test('the workbench shows what was assigned and not contacted, the longest waiting first, to those it concerns', async () => {
  const { api, teamId, capture, as, ids } = await aCompany();
  const first = await capture({ productInterest: '岩棉板' });
  const second = await capture({ productInterest: '岩棉板' });
  const third = await capture({ productInterest: '岩棉板' });
  const mine = await as.sales.request(NewLeadsDocument, {});
  expect(mine.workbench.newLeads.nodes.map(({ id }) => id)).toEqual([first.id, third.id]);
  expect(mine.workbench.newLeads).toMatchObject({
    totalCount: 2,
    nodes: [{ assignedBecause: expect.any(String) }, {}],
  });
  expect(mine.workbench.newLeads.nodes[0]!.deadlines.map(({ kind }) => kind)).toContain('LEAD_RESPONSE');
  const team = await as.lead.request(NewLeadsDocument, { teamId });
  expect(team.workbench.newLeads.nodes.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  const theirs = await as.lead.request(NewLeadsDocument, { userId: ids.colleague });
  expect(theirs.workbench.newLeads.nodes.map(({ id }) => id)).toEqual([second.id]);
  for (const whose of [{ userId: ids.colleague }, { teamId }])
    await expect(as.sales.request(NewLeadsDocument, whose)).rejects.toMatchObject({ codes: ['NOT_FOUND'] });
  const stranger = clientOf(api, (await api.person('TEAM_LEAD', await api.team('华南组'))).token);
  await expect(stranger.request(NewLeadsDocument, { teamId })).rejects.toMatchObject({ codes: ['NOT_FOUND'] });
});

test('suspected duplicates: the same company and a similar name, as far as one sees them', async () => {
  const { capture, as, ids } = await aCompany();
  const one = await capture({ name: '周敏', company: '杭州晨光建材有限公司' });
  const same = await capture({ name: '周女士', company: '杭州晨光建材' });
  await capture({ name: '李强', company: '杭州晨光建材' });
  await capture({ name: '周敏', company: '宁波港建' });
  const page = await as.sales.request(LeadPageDocument, { id: one.id });
  expect(page.lead!.suspectedDuplicates.map(({ id }) => id)).toEqual([same.id]);
  await as.lead.request(AssignLeadDocument, { input: { leadId: same.id, ownerId: ids.colleague } });
  expect((await as.sales.request(LeadPageDocument, { id: one.id })).lead!.suspectedDuplicates).toEqual([]);
  expect((await as.lead.request(LeadPageDocument, { id: one.id })).lead!.suspectedDuplicates).toHaveLength(1);
});

test('settings are an administrator’s to change, and a mistake is named by its path', async () => {
  const { as } = await aCompany();
  const { settings } = await as.sales.request(SettingsDocument, {});
  const input = { timeZone: 'Asia/Singapore', assignment: { ...(settings.assignment as object), capPerPerson: 7 } };
  await expect(as.lead.request(UpdateSettingsDocument, { input })).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
  const { updateSettings } = await as.admin.request(UpdateSettingsDocument, { input });
  expect(updateSettings).toMatchObject({
    refusal: null,
    settings: { timeZone: 'Asia/Singapore', assignment: { capPerPerson: 7, reassignAfter: 'P1D' } },
  });
  const wrong = { scoring: { threshold: 60, rules: [{ code: 'A', points: 1, when: { has: 'shoes' } }] } };
  await expect(as.admin.request(UpdateSettingsDocument, { input: wrong })).rejects.toMatchObject({
    codes: ['BAD_USER_INPUT'],
  });
  await expect(as.admin.request(UpdateSettingsDocument, { input: { holidays: null } })).rejects.toMatchObject({
    codes: ['BAD_USER_INPUT'],
  });
});
