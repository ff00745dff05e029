import { describe, expect, test } from '@jest/globals';
import { captureLead } from '../../commands/capture-lead.js';
import { createSource } from '../../commands/create-source.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { updateLead } from '../../commands/update-lead.js';
import { updateSettings } from '../../commands/update-settings.js';
import type { TagRule } from '../../domain/lead/tagging.js';
import { loadRow, rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';
import { capture, modest, promising, setAssignment } from '../support/leads.js';

async function aTaggingHouse(rules: readonly TagRule[]): Promise<{ house: House; sourceId: string }> {
  const house = await aHouse();
  const source = { name: '展会', channel: 'EVENT', defaultTags: ['展会'] };
  const { answer } = await house.as(house.admin, createSource, source);
  await house.as(house.admin, updateSettings, { tagging: { rules } });
  return { house, sourceId: String(answer['sourceId']) };
}

const RULES: readonly TagRule[] = [
  { code: 'EAST', when: { regions: ['浙江', '上海'] }, tags: ['华东'] },
  { code: 'PRICE', when: { words: ['报价', '价格'] }, tags: ['询价'] },
];

describe('L2: tag rules', () => {
  test('tag what arrives, behind the source’s tags; and tags and source follow to the customer', async () => {
    const { house, sourceId } = await aTaggingHouse(RULES);
    const lead = await capture(house, promising(sourceId, { region: '浙江', message: '请报价', tags: ['老客户介绍'] }));
    expect(lead.tags).toEqual(['展会', '华东', '询价', '老客户介绍']);
    const { answer } = await house.as(house.manager, qualifyLead, { leadId: String(lead.id) });
    expect(await loadRow(house, 'Customer', String(answer['customerId']))).toMatchObject({
      tags: lead.tags,
      sourceId,
      channel: 'EVENT',
    });
  });

  test('by touch, a lead earns what that touch says, and loses nothing', async () => {
    const { house, sourceId } = await aTaggingHouse(RULES);
    const first = modest(sourceId, { message: '想看样品', region: '上海' });
    const lead = await capture(house, first);
    expect(lead.tags).toEqual(['展会', '华东']);
    await house.as(null, captureLead, { ...first, message: '价格多少', region: null });
    const after = await loadRow(house, 'Lead', String(lead.id));
    expect(after.tags).toEqual(['展会', '华东', '询价']);
    expect(after.message).toBe('想看样品');
    const [touched] = await rowsOf(house, 'Event', `type = 'LEAD_TOUCHED'`);
    expect(touched!['changes']).toContainEqual({
      field: 'tags',
      old: ['展会', '华东'],
      new: ['展会', '华东', '询价'],
    });
  });

  test('by touch, a customer does too', async () => {
    const { house, sourceId } = await aTaggingHouse(RULES);
    const first = promising(sourceId);
    const lead = await capture(house, first);
    const { answer } = await house.as(house.manager, qualifyLead, { leadId: String(lead.id) });
    await house.as(null, captureLead, { ...first, message: '新的报价', tags: ['复购'] });
    const customer = await loadRow(house, 'Customer', String(answer['customerId']));
    expect(customer.tags).toEqual(['展会', '询价', '复购']);
  });

  test('rules of now don’t touch what arrived before, and the same delivery again changes nothing', async () => {
    const { house, sourceId } = await aTaggingHouse([]);
    const first = modest(sourceId, { message: '报价', externalId: 'f-1' });
    const lead = await capture(house, first);
    await house.as(house.admin, updateSettings, { tagging: { rules: RULES } });
    await house.as(null, captureLead, first);
    expect((await loadRow(house, 'Lead', String(lead.id))).tags).toEqual(['展会']);
  });

  test('assignment routes by the tags that rules gave', async () => {
    const { house, sourceId } = await aTaggingHouse(RULES);
    const rules = [{ when: { tags: ['询价'] }, to: { userId: house.wang.id } }];
    await setAssignment(house, { rules, default: { to: { userId: house.lin.id } } });
    expect((await capture(house, promising(sourceId, { message: '请报价' }))).ownerId).toBe(house.wang.id);
    expect((await capture(house, promising(sourceId))).ownerId).toBe(house.lin.id);
  });

  test('however many tags senders make up, one lead carries fifty, all of them to be edited', async () => {
    const { house, sourceId } = await aTaggingHouse(RULES);
    const tags = (from: number) => Array.from({ length: 40 }, (_, n) => `t${from + n}`);
    const first = modest(sourceId, { tags: tags(0), message: '报价' });
    const lead = await capture(house, first);
    await house.as(null, captureLead, { ...first, tags: tags(40) });
    const { tags: carried } = await loadRow(house, 'Lead', String(lead.id));
    expect(carried).toHaveLength(50);
    expect(carried).toEqual(expect.arrayContaining(['展会', '询价', ...tags(0)]));
    const edit = { leadId: String(lead.id), tags: carried as string[] };
    expect((await house.as(house.teamLead, updateLead, edit)).refusal).toBeNull();
  });
});
