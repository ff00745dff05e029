import { beforeAll, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';
import { aCustomField, FLOOR } from '../support/custom-fields.js';

let api: Api;
let lin: { token: string };
beforeAll(async () => {
  api = await anApi();
  lin = await api.person('SALES', await api.team('华东组'));
});

const SET = `mutation ($input: SettingsInput!) {
  updateSettings(input: $input) { settings { customFields } refusal { code ... on OtherRefusal { field } } }
}`;
const CREATE = `mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id version customFields } } }`;
const setFields = (customFields: unknown, token = api.admin) => api.gql(SET, { input: { customFields } }, token);

test('C13: fields are defined by administrators, listed for everybody, and hold values over the wire', async () => {
  const old = aCustomField({ code: 'old', label: { 'zh-CN': '旧', en: 'Old' }, archived: true });
  expect((await setFields([], lin.token)).code).toBe('FORBIDDEN');
  expect((await setFields([aCustomField(), FLOOR, old])).data).toMatchObject({ updateSettings: { refusal: null } });

  const listed =
    '{ customFields { code label label2: label(locale: EN) type on options archived choices { code label archived } } }';
  expect((await api.gql(listed, {}, lin.token)).data).toEqual({
    customFields: [
      {
        code: 'size',
        label: '人数',
        label2: 'Head count',
        type: 'NUMBER',
        on: 'LEAD',
        options: null,
        archived: false,
        choices: [],
      },
      {
        code: 'floor',
        label: '地面',
        label2: 'Floor',
        type: 'OPTION',
        on: 'CUSTOMER',
        options: ['WOOD', 'TILE'],
        archived: false,
        choices: [
          { code: 'WOOD', label: '木地板', archived: false },
          { code: 'TILE', label: '瓷砖', archived: false },
          { code: 'LINO', label: '塑胶', archived: true },
        ],
      },
    ],
  });
  const all = await api.gql<{ customFields: unknown[] }>('{ customFields(archived: true) { code } }', {}, lin.token);
  expect(all.data.customFields).toHaveLength(3);

  const input = { name: '周敏', phone: '13800138000', customFields: { size: '12', floor: 'Wood' } };
  const made = await api.gql<{ createCustomer: { customer: { id: string; customFields: unknown } } }>(
    CREATE,
    { input },
    lin.token,
  );
  expect(made.data.createCustomer.customer.customFields).toEqual({ size: 12, floor: 'WOOD' });
  expect((await setFields([FLOOR, old])).data).toEqual({
    updateSettings: { settings: null, refusal: { code: 'IN_USE', field: 'customFields' } },
  });
});

test('C13: every bad value is told at once, in the reader’s language', async () => {
  const input = { name: '孙', phone: '13900139000', customFields: { size: 'many', floor: 'MARBLE', colour: 'red' } };
  const { code, errors } = await api.gql(CREATE, { input }, lin.token);
  expect(code).toBe('BAD_USER_INPUT');
  expect(errors![0]!.extensions).toEqual({
    code: 'BAD_USER_INPUT',
    field: 'customFields.size',
    problems: [
      { field: 'customFields.size', message: '须为数字' },
      { field: 'customFields.floor', message: '须为以下选项之一：WOOD, TILE' },
      { field: 'customFields.colour', message: '没有这个自定义字段' },
    ],
  });
});
