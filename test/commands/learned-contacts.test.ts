import { describe, expect, test } from '@jest/globals';
import { captureLead, type CaptureLead } from '../../commands/capture-lead.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { aNewSource, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';
import { capture } from '../support/leads.js';

const openId = (n: number) => `wx0123456789abcdef:oABCDEFGH${n}`;
const PHONE = '+8613800138000';

async function strangers(house: House, count: number) {
  const sourceId = await aNewSource(house);
  const leads = [];
  for (let n = 0; n < count; n++) leads.push(await capture(house, { sourceId, openId: openId(n) }));
  const comesBack = (n: number, over: Partial<CaptureLead>) =>
    house.as(null, captureLead, { sourceId, openId: openId(n), ...over });
  return { ids: leads.map(({ id }) => String(id)), comesBack };
}

const whoHas = async (house: House) =>
  (await rowsOf(house, 'Identity', `kind = 'PHONE'`)).map(({ leadId, customerId }) => customerId ?? leadId);

describe('L4: what a touch adds to somebody known', () => {
  test('a number that nobody has is theirs, scored, and they are known by it from now on', async () => {
    const house = await aHouse();
    const { ids, comesBack } = await strangers(house, 1);
    expect(await loadRow(house, 'Lead', ids[0]!)).toMatchObject({
      name: `微信用户 ${openId(0).slice(-6)}`,
      phone: null,
    });
    await comesBack(0, { name: '周敏', phone: '138 0013 8000', productInterest: '岩棉板' });
    expect(await loadRow(house, 'Lead', ids[0]!)).toMatchObject({
      name: '周敏',
      phone: PHONE,
      status: 'ASSIGNED',
    });
    expect(await whoHas(house)).toEqual([ids[0]]);
    const [event] = await rowsOf(house, 'Event', `type = 'LEAD_TOUCHED'`);
    expect(event!['changes']).toContainEqual({ field: 'phone', old: null, new: PHONE });
  });

  test('a number and a name that they gave themselves stay', async () => {
    const house = await aHouse();
    const { ids, comesBack } = await strangers(house, 1);
    await comesBack(0, { name: '周敏', phone: PHONE });
    await comesBack(0, { name: '别人', phone: '13900139000' });
    expect(await loadRow(house, 'Lead', ids[0]!)).toMatchObject({ name: '周敏', phone: PHONE });
  });

  test('a customer without a number gets it as well', async () => {
    const house = await aHouse();
    const { ids, comesBack } = await strangers(house, 1);
    await comesBack(0, { name: '周敏', wechat: 'zhoumin88' });
    const { answer } = await house.as(house.manager, qualifyLead, { leadId: ids[0]! });
    const customerId = String(answer['customerId']);
    await comesBack(0, { phone: PHONE });
    expect(await loadRow(house, 'Customer', customerId)).toMatchObject({ name: '周敏', phone: PHONE });
    expect(await whoHas(house)).toEqual([customerId]);
  });

  test('of several who give one number at once, one has it, and nobody else’s record shows it', async () => {
    const house = await aHouse();
    const { comesBack } = await strangers(house, 6);
    await Promise.all(Array.from({ length: 6 }, (_, n) => comesBack(n, { name: `客户${n}`, phone: PHONE })));
    const shown = await rowsOf(house, 'Lead', 'phone is not null');
    expect(shown).toHaveLength(1);
    expect(await whoHas(house)).toEqual([shown[0]!['id']]);
    expect(await rowsOf(house, 'Touch')).toHaveLength(12);
  });
});
