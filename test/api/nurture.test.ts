import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deliverNurture } from '../../jobs/nurture.js';
import { beginDelivery, endDelivery } from '../../commands/nurture/deliver.js';
import { anApi, type Api } from '../support/api.js';
import { quiet } from '../support/quiet-log.js';
import { Receiver } from '../support/receiver.js';

let api: Api;
let receiver: Receiver;
let sourceId: string;
let people: number;
beforeEach(async () => {
  api = await anApi();
  receiver = new Receiver();
  people = 0;
  const source = { name: '培育', channel: 'EMAIL', quality: 5 };
  sourceId = (await mutate('createSource', 'CreateSourceInput', source, '{ source { id } }')).source.id;
});
afterEach(() => receiver.stop());

interface Named {
  readonly id: string;
}

/** What these tests ask for, of whatever was asked. */
interface Answered {
  readonly source: Named;
  readonly lead: Named & { readonly nurtureSends: readonly object[] };
  readonly channel: Named;
  readonly customer: Named;
  readonly secret: string;
  readonly items: readonly { readonly id: string; readonly refusal: { readonly code: string } | null }[];
  readonly leads: { readonly nodes: readonly Named[] };
  readonly nurtureChannels: readonly object[];
}

type Row = Record<string, unknown>;

async function tryTo(mutation: string, type: string, input: object, selection: string, token = api.admin) {
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) ${selection} }`;
  return api.gql<Record<string, Answered>>(query, { input }, token);
}
async function mutate(mutation: string, type: string, input: object, selection: string): Promise<Answered> {
  const { data, errors } = await tryTo(mutation, type, input, selection);
  if (errors) throw new Error(errors[0]?.message);
  return data[mutation]!;
}

const CHANNEL = '{ channel { id name kind active url source { id } } secret }';
async function aWebhook(): Promise<string> {
  const input = { name: '邮件平台', kind: 'WEBHOOK', sourceId, url: await receiver.start() };
  const { channel, secret } = await mutate('createNurtureChannel', 'CreateNurtureChannelInput', input, CHANNEL);
  receiver.secret = secret;
  return channel.id;
}
async function aList(): Promise<string> {
  const input = { name: '周报名单', kind: 'LIST', sourceId };
  return (await mutate('createNurtureChannel', 'CreateNurtureChannelInput', input, CHANNEL)).channel.id;
}
async function aLead(over: object = {}): Promise<string> {
  const input = { sourceId, name: `客户${++people}`, email: `kunde${people}@example.com`, consented: true, ...over };
  return (await mutate('captureLead', 'CaptureLeadInput', input, '{ lead { id } }')).lead.id;
}
const BULK = '{ items { id refusal { code } } cursor }';
async function send(channelId: string, leadIds: readonly string[], more: object = {}): Promise<(string | null)[]> {
  const input = { channelId, leadIds, ...more };
  const { items } = await mutate('sendToNurture', 'SendToNurtureInput', input, BULK);
  return items.map(({ refusal }) => refusal?.code ?? null);
}
const deliver = () =>
  deliverNurture({
    run: api.run,
    log: quiet,
    signal: new AbortController().signal,
    secrets: api.auth.secrets,
    links: api.auth.nurtureLinks(api.url),
    privateHosts: new Set(['127.0.0.1']),
  });
async function rows(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await api.database.pool.query(sql, values)).rows as Row[];
}
const sends = () =>
  rows(
    'select status, attempts, "lastAnswer", "nextAttemptAt" is null as over from "NurtureSend" order by "createdAt", id',
  );
/** As if the time of all tries had come. */
const later = () => rows(`update "NurtureSend" set "nextAttemptAt" = now() where "nextAttemptAt" is not null`);

describe('L11: pooled leads are sent to a webhook', () => {
  test('signed, with what a message needs; it is seen on the lead', async () => {
    const channelId = await aWebhook();
    const leadId = await aLead({ company: '华美建材', tags: ['展会'], region: '浙江' });
    expect(await send(channelId, [leadId])).toEqual([null]);
    await deliver();
    const [{ isSigned, body, id }] = receiver.received as [(typeof receiver.received)[0]];
    expect([isSigned, body.type]).toEqual([true, 'lead.nurture']);
    expect(body.data).toMatchObject({
      leadId,
      name: '客户1',
      email: 'kunde1@example.com',
      phone: null,
      company: '华美建材',
      tags: ['展会'],
      region: '浙江',
      source: '培育',
      optOutHeaders: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    });
    const { data } = await api.gql<Answered>(
      'query ($id: ID!) { lead(id: $id) { nurtureSends { id status attempts lastAnswer channel { name } } } }',
      { id: leadId },
      api.admin,
    );
    expect(data.lead.nurtureSends).toEqual([
      { id, status: 'DELIVERED', attempts: 1, lastAnswer: '200 ok', channel: { name: '邮件平台' } },
    ]);
    expect(await rows(`select data from "Event" where type = 'LEAD_NURTURED'`)).toEqual([
      { data: { sendId: id, channelId } },
    ]);
  });

  test('only those who agreed, never those who opted out, and nobody’s but the pool’s; each is told', async () => {
    const channelId = await aWebhook();
    const ids = [await aLead(), await aLead({ consented: false }), await aLead(), await aLead(), await aLead()];
    const owner = await api.person('SALES', await api.team('华东组'));
    await rows(`update "Lead" set "optedOutAt" = now() where id = $1`, [ids[2]]);
    await rows(`update "Lead" set "ownerId" = $2, status = 'ASSIGNED', "poolId" = null where id = $1`, [
      ids[3],
      owner.id,
    ]);
    await rows(`update "Lead" set status = 'DISQUALIFIED' where id = $1`, [ids[4]]);
    expect(await send(channelId, ids)).toEqual([null, 'NO_CONSENT', 'OPTED_OUT', 'ALREADY_OWNED', 'ALREADY_CLOSED']);
    await deliver();
    expect(receiver.received.map(({ body }) => body.data['leadId'])).toEqual([ids[0]]);
  });

  test('sent twice, at once or with one key, one is on its way; once it arrived it may be sent again', async () => {
    const channelId = await aWebhook();
    const leadIds = [await aLead()];
    await Promise.all([send(channelId, leadIds), send(channelId, leadIds), send(channelId, leadIds)]);
    expect(await sends()).toHaveLength(1);
    await deliver();
    await send(channelId, leadIds, { idempotencyKey: 'n-1' });
    await deliver();
    await send(channelId, leadIds, { idempotencyKey: 'n-1' });
    await deliver();
    expect(receiver.received).toHaveLength(2);
  });

  test('whoever opted out, or became somebody’s, while it waited is left alone', async () => {
    const channelId = await aWebhook();
    const ids = [await aLead(), await aLead()];
    await send(channelId, ids);
    await mutate('setLeadConsent', 'LeadConsentInput', { leadId: ids[0], optedOut: true }, '{ lead { id } }');
    const owner = await api.person('SALES', await api.team('华东组'));
    await mutate('assignLead', 'AssignLeadInput', { leadId: ids[1], ownerId: owner.id }, '{ lead { id } }');
    await deliver();
    expect(receiver.received).toEqual([]);
    expect((await sends()).map(({ status, lastAnswer }) => [status, lastAnswer]).sort()).toEqual([
      ['SUPPRESSED', 'ALREADY_OWNED'],
      ['SUPPRESSED', 'OPTED_OUT'],
    ]);
  });
});

describe('a receiver that fails', () => {
  test('is called again later with the same id, and told how often', async () => {
    const channelId = await aWebhook();
    await send(channelId, [await aLead()]);
    receiver.answers.push(500, 302, 429);
    await deliver();
    expect(await sends()).toEqual([{ status: 'RETRYING', attempts: 1, lastAnswer: '500 no', over: false }]);
    await deliver();
    expect(receiver.received).toHaveLength(1);
    for (let n = 0; n < 3; n++) {
      await later();
      await deliver();
    }
    expect(await sends()).toEqual([{ status: 'DELIVERED', attempts: 4, lastAnswer: '200 ok', over: true }]);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
  });

  test('for good: after the tenth try it is dead', async () => {
    const channelId = await aWebhook();
    await send(channelId, [await aLead()]);
    receiver.answers.push(...Array<number>(10).fill(503));
    for (let n = 0; n < 12; n++) {
      await deliver();
      await later();
    }
    expect(await sends()).toEqual([{ status: 'DEAD', attempts: 10, lastAnswer: '503 no', over: true }]);
    expect(receiver.received).toHaveLength(10);
  });

  test('that is gone (410) switches its channel off; on again, what waited goes on', async () => {
    const channelId = await aWebhook();
    await send(channelId, [await aLead()]);
    receiver.answers.push(410);
    await deliver();
    expect(await rows('select active from "NurtureChannel"')).toEqual([{ active: false }]);
    expect((await sends())[0]!['status']).toBe('DEAD');
    const refused = await tryTo('sendToNurture', 'SendToNurtureInput', { channelId, leadIds: [await aLead()] }, BULK);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'channelId' });
    await mutate('updateNurtureChannel', 'UpdateNurtureChannelInput', { channelId, active: true }, CHANNEL);
    const leadIds = [await aLead()];
    await send(channelId, leadIds);
    await mutate('updateNurtureChannel', 'UpdateNurtureChannelInput', { channelId, active: false }, CHANNEL);
    await deliver();
    expect(receiver.received).toHaveLength(1);
    await mutate('updateNurtureChannel', 'UpdateNurtureChannelInput', { channelId, active: true }, CHANNEL);
    await deliver();
    expect(receiver.received).toHaveLength(2);
  });

  test('a worker that died in the middle is followed by another, and its late word changes nothing', async () => {
    const channelId = await aWebhook();
    await send(channelId, [await aLead()]);
    const { answer } = await api.run(beginDelivery, {}, { by: null });
    await deliver();
    expect(receiver.received).toEqual([]);
    await later();
    await deliver();
    expect(await sends()).toMatchObject([{ status: 'DELIVERED', attempts: 2 }]);
    const late = {
      sendId: String(answer['sendId']),
      attempt: 1,
      isDelivered: false,
      isGone: true,
      answer: 'x',
      chance: 0,
    };
    expect((await api.run(endDelivery, late, { by: null })).answer['outcome']).toBe('STALE');
    expect(await rows('select active from "NurtureChannel"')).toEqual([{ active: true }]);
  });

  test('several workers at once deliver each lead once', async () => {
    const channelId = await aWebhook();
    const ids = [];
    for (let n = 0; n < 20; n++) ids.push(await aLead());
    await send(channelId, ids);
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(receiver.received.map(({ body }) => String(body.data['leadId'])).sort()).toEqual([...ids].sort());
  });
});

describe('L11: opting out', () => {
  async function written(): Promise<{ leadId: string; optOutUrl: string; answerUrl: string }> {
    const channelId = await aWebhook();
    const leadId = await aLead();
    await send(channelId, [leadId]);
    await deliver();
    const { optOutUrl, answerUrl } = receiver.received[0]!.body.data as { optOutUrl: string; answerUrl: string };
    return { leadId, optOutUrl, answerUrl };
  }
  const consent = async (leadId: string) =>
    (
      await rows('select "consentedAt" is not null agreed, "optedOutAt" is not null out from "Lead" where id = $1', [
        leadId,
      ])
    )[0];

  test('reading the page changes nothing; its button, and the one click of a mail program, do', async () => {
    const { leadId, optOutUrl } = await written();
    const page = await fetch(optOutUrl, { headers: { 'accept-language': 'en' } });
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(html).toContain('<form method="post"><button>Unsubscribe</button></form>');
    expect(await consent(leadId)).toEqual({ agreed: true, out: false });
    const click = () =>
      fetch(optOutUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
    const answers = await Promise.all([click(), click(), click()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await answers[0].text()).toContain('已退订');
    expect(await consent(leadId)).toEqual({ agreed: false, out: true });
    expect(await rows(`select payload from "Touch" where payload ? 'optedOut'`)).toEqual([
      { payload: { optedOut: true } },
    ]);
  });

  test('holds whatever became of them: also of a customer, and of one that was merged', async () => {
    const { leadId, optOutUrl } = await written();
    await rows(`update "Lead" set phone = '+8613800138000' where id = $1`, [leadId]);
    const { customer } = await mutate('qualifyLead', 'QualifyLeadInput', { leadId }, '{ customer { id } }');
    const armed = () => rows(`select id from "Deadline" where status = 'ARMED' order by id`);
    const before = await armed();
    expect(before.length).toBeGreaterThan(0);
    expect((await fetch(optOutUrl, { method: 'POST' })).status).toBe(200);
    expect(await consent(leadId)).toEqual({ agreed: false, out: true });
    expect(await armed()).toEqual(before);
    expect(await rows(`select "customerId" from "Touch" where payload ? 'optedOut'`)).toEqual([
      { customerId: customer.id },
    ]);
  });

  test('a link that wasn’t made here, or is for something else, opens nothing', async () => {
    const { leadId, optOutUrl, answerUrl } = await written();
    const token = optOutUrl.split('/').at(-1)!;
    const other = answerUrl.split('/').at(-1)!;
    for (const wrong of [other, `${token}x`, token.slice(0, -1), `nse_1.${token.split('.')[1]}`, 'x'])
      expect((await fetch(`${api.url}/nurture/opt-out/${wrong}`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${api.url}/nurture/answers/${token}`, { method: 'POST', body: 'a=1' })).status).toBe(404);
    expect(await consent(leadId)).toEqual({ agreed: true, out: false });
  });
});

describe('L11: what they answer comes back', () => {
  test('as a touch, once per key; crossing the threshold, the lead is assigned at once', async () => {
    const owner = await api.person('SALES', await api.team('华东组'));
    const channelId = await aWebhook();
    const leadId = await aLead();
    await send(channelId, [leadId]);
    await deliver();
    const url = String(receiver.received[0]!.body.data['answerUrl']);
    const answer = async (body: object, key?: string) => {
      const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Row };
    };
    const opened = { event: 'opened' };
    const first = await answer(opened, 'a-1');
    expect([first.status, await answer(opened, 'a-1')]).toEqual([200, first]);
    expect((await answer({ event: 'clicked' }, 'a-1')).status).toBe(409);
    const touches = () => rows('select "sourceId", payload from "Touch" where "leadId" = $1 order by at, id', [leadId]);
    expect((await touches()).slice(1)).toEqual([{ sourceId, payload: { event: 'opened' } }]);
    expect(await rows('select status from "Lead"')).toEqual([{ status: 'POOLED' }]);
    await answer({ productInterest: '岩棉板', message: '请尽快给我们报价' });
    expect(await rows('select status, "ownerId" from "Lead"')).toEqual([{ status: 'ASSIGNED', ownerId: owner.id }]);
    const { status, body } = await answer({ phone: 'none' });
    expect([status, body['type'], body['field']]).toEqual([400, 'urn:genjin:problem:invalid-field', 'phone']);
  });
});

describe('L11: a list', () => {
  test('holds each once, is filtered and saved by, and lets go of whoever opts out', async () => {
    const channelId = await aList();
    const ids = [await aLead(), await aLead(), await aLead()];
    expect(await send(channelId, ids.slice(0, 2))).toEqual([null, null]);
    await send(channelId, ids.slice(0, 2));
    expect(await sends()).toHaveLength(2);
    const listed = async () => {
      const { data } = await api.gql<Answered>(
        'query ($ids: [ID!]) { leads(filter: { nurtureChannelIds: $ids, consented: true }) { nodes { id } } }',
        { ids: [channelId] },
        api.admin,
      );
      return data.leads.nodes.map(({ id }) => id).sort();
    };
    expect(await listed()).toEqual(ids.slice(0, 2).sort());
    await mutate('setLeadConsent', 'LeadConsentInput', { leadId: ids[0], optedOut: true }, '{ lead { id } }');
    expect(await listed()).toEqual([ids[1]]);
  });
});

describe('nurture channels', () => {
  test('are ADMIN’s to make; the secret is shown once, kept sealed, and their address is for ADMIN', async () => {
    const input = {
      name: '邮件平台',
      kind: 'WEBHOOK',
      sourceId,
      url: 'https://mailer.example.com/',
      idempotencyKey: 'c-1',
    };
    const made = await mutate('createNurtureChannel', 'CreateNurtureChannelInput', input, CHANNEL);
    const again = await mutate('createNurtureChannel', 'CreateNurtureChannelInput', input, CHANNEL);
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(again).toEqual({ ...made, secret: null });
    const kept = await rows(
      'select secret::text x from "NurtureChannel" union all select answer::text from "IdempotencyKey" union all select data::text from "Event"',
    );
    expect(JSON.stringify(kept)).not.toContain(made.secret.slice(6, 40));
    const manager = await api.person('MANAGER');
    const refused = await tryTo('createNurtureChannel', 'CreateNurtureChannelInput', input, CHANNEL, manager.token);
    expect(refused.code).toBe('FORBIDDEN');
    const { data } = await api.gql<Answered>('{ nurtureChannels { name url } }', {}, manager.token);
    expect(data.nurtureChannels).toEqual([{ name: '邮件平台', url: null }]);
  });

  test('a new secret signs from now on', async () => {
    const channelId = await aWebhook();
    const before = receiver.secret;
    const change = { channelId, rotateSecret: true };
    receiver.secret = (await mutate('updateNurtureChannel', 'UpdateNurtureChannelInput', change, CHANNEL)).secret;
    expect(receiver.secret).not.toBe(before);
    await send(channelId, [await aLead()]);
    await deliver();
    expect(receiver.received[0]!.isSigned).toBe(true);
  });

  test.each([
    ['url', { kind: 'WEBHOOK' }],
    ['url', { kind: 'WEBHOOK', url: 'mailer' }],
    ['url', { kind: 'LIST', url: 'https://mailer.example.com' }],
    ['name', { kind: 'LIST', name: ' ' }],
  ])('a mistake is named: %s', async (field, over) => {
    const input = { name: '名单', sourceId, ...over };
    const { code, errors } = await tryTo('createNurtureChannel', 'CreateNurtureChannelInput', input, CHANNEL);
    expect([code, errors?.[0]?.extensions?.['field']]).toEqual(['BAD_USER_INPUT', field]);
  });

  test('SALES send nothing; team leads what they see; what there is not is NOT_FOUND', async () => {
    const channelId = await aList();
    const leadIds = [await aLead()];
    const team = await api.team('华东组');
    const [sales, lead] = [await api.person('SALES', team), await api.person('TEAM_LEAD', team)];
    const by = (token: string, over: object = {}) =>
      tryTo('sendToNurture', 'SendToNurtureInput', { channelId, leadIds, ...over }, BULK, token);
    expect((await by(sales.token)).code).toBe('FORBIDDEN');
    expect((await by(lead.token)).data['sendToNurture']!.items).toEqual([{ id: leadIds[0], refusal: null }]);
    expect((await by(lead.token, { channelId: 'nch_none' })).code).toBe('NOT_FOUND');
    const { data } = await by(lead.token, { leadIds: ['lead_none'] });
    expect(data['sendToNurture']!.items).toMatchObject([{ id: 'lead_none', refusal: { code: 'NOT_FOUND' } }]);
  });
});
