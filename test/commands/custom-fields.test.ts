import { beforeEach, describe, expect, test } from '@jest/globals';
import { bindPlaybook } from '../../commands/bind-playbook.js';
import { captureLead } from '../../commands/capture-lead.js';
import { createCustomer } from '../../commands/create-customer.js';
import { publishPlaybook } from '../../commands/publish-playbook.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { updateCustomer } from '../../commands/update-customer.js';
import { updateLead } from '../../commands/update-lead.js';
import { createSource } from '../../commands/create-source.js';
import { updatePool } from '../../commands/update-pool.js';
import { updateSource } from '../../commands/update-source.js';
import { updateSettings } from '../../commands/update-settings.js';
import type { CustomField } from '../../domain/custom-field/custom-field.js';
import { aCustomField, FLOOR, withFields } from '../support/custom-fields.js';
import { aNewCustomer, aNewLead, aNewSource, IN_A_WEEK, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';

const SIZE = aCustomField();

let house: House;
beforeEach(async () => {
  house = await aHouse();
  await withFields(house, [SIZE, FLOOR]);
});

const valuesOf = async (table: 'Customer' | 'Lead', id: string) => (await loadRow(house, table, id)).customFields;

describe('C13: every door reads values in one way', () => {
  test('creating, updating, and what a contact taught', async () => {
    const customerId = await aNewCustomer(house, house.lin, { customFields: { size: '1,200' } });
    expect(await valuesOf('Customer', customerId)).toEqual({ size: 1200 });
    await house.as(house.lin, updateCustomer, { customerId, version: 1, customFields: { floor: '瓷砖' } });
    const contact = { channel: 'PHONE' as const, note: '聊了', goalMet: true };
    const next = { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' };
    await house.as(house.lin, recordFollowUp, {
      customerId,
      ...contact,
      next,
      facts: { customFields: { size: null } },
    });
    expect(await valuesOf('Customer', customerId)).toEqual({ floor: 'TILE' });
  });

  test.each([
    ['createCustomer', 'customFields.size', () => aNewCustomer(house, house.lin, { customFields: { size: 'many' } })],
    [
      'updateCustomer',
      'customFields.floor',
      async () => {
        const customerId = await aNewCustomer(house);
        return house.as(house.lin, updateCustomer, { customerId, version: 1, customFields: { floor: 'LINO' } });
      },
    ],
    [
      'recordFollowUp',
      'facts.customFields.nothing',
      async () => {
        const customerId = await aNewCustomer(house);
        const next = { dueAt: IN_A_WEEK(), purposeCode: 'OTHER' };
        const contact = { channel: 'PHONE' as const, note: '聊了', goalMet: true, next };
        return house.as(house.lin, recordFollowUp, { customerId, ...contact, facts: { customFields: { nothing: 1 } } });
      },
    ],
    ['captureLead', 'customFields.floor', () => aNewLead(house, { customFields: { floor: 'WOOD' } })],
    [
      'updateLead',
      'customFields.size',
      async () => house.as(house.manager, updateLead, { leadId: await aNewLead(house), customFields: { size: true } }),
    ],
  ])('%s names a bad value: %s', async (_, field, work) => {
    await expect(work()).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  test('a lead’s go along to its customer; another trace tells only what wasn’t known', async () => {
    await withFields(house, [
      SIZE,
      FLOOR,
      aCustomField({ code: 'way', type: 'TEXT', label: { 'zh-CN': '途径', en: 'Way' } }),
    ]);
    const sourceId = await aNewSource(house);
    const leadId = await aNewLead(house, { sourceId, customFields: { size: 20 } });
    const again = { sourceId, phone: '13800138000', customFields: { size: 99, way: '老客户介绍' } };
    await house.as(null, captureLead, again);
    expect(await valuesOf('Lead', leadId)).toEqual({ size: 20, way: '老客户介绍' });
    await house.as(house.manager, updateLead, { leadId, customFields: { size: 30 } });
    const events = await rowsOf(house, 'Event', `"leadId" = '${leadId}'`);
    const told = events.flatMap(({ changes }) => changes as { field: string }[]);
    expect(told.filter(({ field }) => field.startsWith('customFields'))).toEqual([
      { field: 'customFields.way', old: null, new: '老客户介绍' },
      { field: 'customFields.size', old: 20, new: 30 },
    ]);
    const { answer } = await house.as(house.manager, qualifyLead, { leadId });
    expect(await valuesOf('Customer', String(answer['customerId']))).toEqual({ size: 30, way: '老客户介绍' });
  });
});

test('C13: somebody known tells what wasn’t known, and what was known stays', async () => {
  const sourceId = await aNewSource(house);
  const zhou = { sourceId, name: '周敏', phone: '13800138000' };
  const { answer } = await house.as(null, captureLead, { ...zhou, customFields: { size: '20' } });
  const leadId = String(answer['leadId']);
  const { answer: made } = await house.as(house.manager, qualifyLead, { leadId });
  await withFields(house, [
    SIZE,
    FLOOR,
    aCustomField({ code: 'way', type: 'TEXT', label: { 'zh-CN': '途径', en: 'Way' } }),
  ]);
  await house.as(null, captureLead, { ...zhou, customFields: { size: '99', way: '展会' } });
  expect(await valuesOf('Customer', String(made['customerId']))).toEqual({ size: 20, way: '展会' });
});

describe('C13: what is in use stays', () => {
  const change = (customFields: readonly CustomField[]) => house.as(house.admin, updateSettings, { customFields });
  const retyped = { ...SIZE, type: 'TEXT' as const };
  const { options: _, ...noOptions } = FLOOR;
  const withoutWood = { ...FLOOR, options: FLOOR.options!.slice(1) };

  test.each<[string, readonly CustomField[], string]>([
    ['removed', [FLOOR], 'customFields'],
    ['of another type', [retyped, FLOOR], 'customFields[0].type'],
    ['without an option that was chosen', [SIZE, withoutWood], 'customFields[1].options'],
    ['without options', [SIZE, { ...noOptions, type: 'TEXT' }], 'customFields[1].type'],
  ])('a field that somebody has a value of isn’t %s', async (_, fields, field) => {
    await aNewCustomer(house, house.lin, { customFields: { size: 3, floor: 'WOOD' } });
    expect((await change(fields)).refusal).toEqual({ code: 'IN_USE', field });
    const [settings] = await rowsOf(house, 'Settings');
    expect(settings!['customFields']).toEqual([SIZE, FLOOR]);
  });

  test('nor is one of leads taken from them', async () => {
    await aNewLead(house, { customFields: { size: 3 } });
    const field = 'customFields[0].on';
    expect((await change([{ ...SIZE, on: 'CUSTOMER' }, FLOOR])).refusal).toEqual({ code: 'IN_USE', field });
  });

  test('once its values are gone, so may the field be; archived, it keeps them', async () => {
    const customerId = await aNewCustomer(house, house.lin, { customFields: { size: 3 } });
    expect((await change([{ ...SIZE, archived: true }, withoutWood])).refusal).toBeNull();
    expect(await valuesOf('Customer', customerId)).toEqual({ size: 3 });
    await house.as(house.lin, updateCustomer, { customerId, version: 1, customFields: { size: null } });
    expect((await change([withoutWood])).refusal).toBeNull();
    const another = { name: '孙', phone: '13900139000', customFields: { size: 3 } };
    await expect(house.as(house.lin, createCustomer, another)).rejects.toMatchObject({ field: 'customFields.size' });
  });
});

test('a mistake in the definitions comes with all the others', async () => {
  const customFields = [
    { ...SIZE, code: 'no code' },
    { ...FLOOR, type: 'COLOUR' },
  ];
  await expect(house.as(house.admin, updateSettings, { customFields })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'customFields[0].code',
    problems: [{ field: 'customFields[0].code' }, { field: 'customFields[1].type' }],
  });
});

describe('C13: what playbooks and pools ask for stays', () => {
  const asking = (condition: object) =>
    playbookWith(({ code }) => (code === 'NEEDS_CONFIRMED' ? { entryConditions: [condition] } : {}));
  const change = async (...customFields: CustomField[]) =>
    (await house.as(house.admin, updateSettings, { customFields })).refusal;
  const IN_USE = (field: string) => ({ code: 'IN_USE', field });

  test('one that a published playbook asks for isn’t removed; it may be archived until the playbook is in force', async () => {
    const condition = { customField: 'floor', equals: 'WOOD' };
    const { answer } = await house.as(house.manager, publishPlaybook, { definition: asking(condition) });
    expect(await change(SIZE)).toEqual(IN_USE('customFields'));
    expect(await change(SIZE, { ...FLOOR, options: FLOOR.options!.slice(1) })).toEqual(
      IN_USE('customFields[1].options'),
    );
    expect(await change(SIZE, { ...FLOOR, archived: true })).toBeNull();
    expect(await change(SIZE, FLOOR)).toBeNull();
    const bound = { teamId: house.teamId, playbookId: String(answer['playbookId']) };
    await house.as(house.admin, bindPlaybook, bound);
    expect(await change(SIZE, { ...FLOOR, archived: true })).toEqual(IN_USE('customFields[1].archived'));
    expect(await change(FLOOR)).toBeNull();
  });

  test('nor one that an active source fills', async () => {
    const fieldMapping = { 人数: 'customFields.size' };
    const input = { name: '官网', channel: 'WEBSITE', fieldMapping };
    const { answer } = await house.as(house.admin, createSource, input);
    expect(await change(FLOOR)).toEqual(IN_USE('customFields'));
    expect(await change({ ...SIZE, archived: true }, FLOOR)).toEqual(IN_USE('customFields[0].archived'));
    expect(await change({ ...SIZE, on: 'CUSTOMER' }, FLOOR)).toEqual(IN_USE('customFields[0].on'));
    await house.as(house.admin, updateSource, { sourceId: String(answer['sourceId']), active: false });
    expect(await change(FLOOR)).toBeNull();
    const again = house.as(house.admin, createSource, { ...input, name: '另一个' });
    await expect(again).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'fieldMapping.人数' });
  });

  test('nor one that a pool’s rules name, in whatever words', async () => {
    const rules = { reclaim: [{ idleFor: 'P3D', since: 'CLAIM', customFields: { floor: ['木地板'] } }] };
    await house.database.sql
      .updateTable('Pool')
      .set({ rules: JSON.stringify(rules) })
      .where('id', '=', house.pools.public)
      .execute();
    expect(await change(SIZE)).toEqual(IN_USE('customFields'));
    expect(await change(SIZE, { ...FLOOR, options: FLOOR.options!.slice(1) })).toEqual(
      IN_USE('customFields[1].options'),
    );
    expect(await change(FLOOR)).toBeNull();
  });

  test('nor one that a planned change of a pool names', async () => {
    const rules = { reclaim: [{ idleFor: 'P3D', since: 'CLAIM', customFields: { floor: ['WOOD'] } }] };
    const planned = { poolId: house.pools.public, rules, at: IN_A_WEEK() };
    expect((await house.as(house.manager, updatePool, planned)).refusal).toBeNull();
    expect(await change(SIZE)).toEqual(IN_USE('customFields'));
    expect(await change(SIZE, { ...FLOOR, archived: true })).toEqual(IN_USE('customFields[1].archived'));
    expect(await change(FLOOR)).toBeNull();
  });

  test('pool rules that name a field or an option that there isn’t are refused', async () => {
    for (const customFields of [{ colour: ['red'] }, { floor: ['MARBLE'] }]) {
      const rules = { reclaim: [{ idleFor: 'P3D', since: 'CLAIM', customFields }] };
      const { refusal } = await house.as(house.manager, updatePool, { poolId: house.pools.public, rules });
      expect(refusal).toMatchObject({ code: 'POOL_RULES_INVALID', problems: [{ severity: 'ERROR' }] });
    }
  });

  test('a playbook that asks for a field that there isn’t is refused', async () => {
    const definition = asking({ customField: 'colour' });
    const { refusal } = await house.as(house.manager, publishPlaybook, { definition });
    expect(refusal).toMatchObject({ code: 'PLAYBOOK_INVALID', problems: [{ code: 'UNKNOWN_CUSTOM_FIELD' }] });
  });
});
