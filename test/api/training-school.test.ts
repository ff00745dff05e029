import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PlaybookDefinition } from '../../domain/playbook/playbook.js';
import { anApi, type Api } from '../support/api.js';

let api: Api;
let manager: string;
let sales: string;
let teamId: string;
let school: PlaybookDefinition;

const PUBLISH = `mutation ($input: PublishPlaybookInput!) { publishPlaybook(input: $input) {
  playbook { id version stages { code label(locale: EN) } }
  refusal { code ... on RulesInvalid { problems { severity path code message(locale: EN) } } } } }`;

interface Published {
  readonly playbook: { readonly id: string; readonly stages: readonly { readonly code: string }[] } | null;
  readonly refusal: {
    readonly code: string;
    readonly problems: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  } | null;
}

/** One mutation with its input, as whoever has the token; answers its payload. */
async function does<T>(token: string, name: string, input: object, fields: string): Promise<T> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { payload: ${name}(input: $input) { ${fields} refusal { code } } }`;
  const { data, errors } = await api.gql<{ payload: T }>(query, { input }, token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.payload;
}

const publish = async (definition: object) =>
  (await api.gql<{ publishPlaybook: Published }>(PUBLISH, { input: { definition } }, manager)).data.publishPlaybook;

beforeAll(async () => {
  api = await anApi();
  teamId = await api.team('招生一组');
  manager = (await api.person('MANAGER', null)).token;
  sales = (await api.person('SALES', teamId)).token;
  const { data } = await api.gql<{
    playbookTemplates: { key: string; label: string; definition: PlaybookDefinition }[];
  }>('{ playbookTemplates { key label(locale: EN) definition } }', {}, sales);
  expect(data.playbookTemplates.map(({ label }) => label)).toEqual(['Building materials', 'Training school', 'SaaS']);
  school = data.playbookTemplates.find(({ key }) => key === 'training-school')!.definition;
});

describe('a playbook of another trade: a training school of eight stages', () => {
  test('broken, it is refused with all its problems', async () => {
    const stages = school.stages.map((stage) => {
      if (stage.code === 'ASSESSED') return { ...stage, nextAction: undefined, entryConditions: ['MOOD'] };
      if (stage.code === 'OFFERED') return { ...stage, mayGoTo: [], idle: [] };
      if (stage.code === 'TRIAL_DONE') return { ...stage, mayGoTo: ['OFFERED', 'NOWHERE'] };
      if (stage.code === 'CONSULTED') return { ...stage, standard: undefined };
      return stage;
    });
    const { playbook, refusal } = await publish({ ...school, stages });
    expect(playbook).toBeNull();
    expect(refusal!.code).toBe('PLAYBOOK_INVALID');
    expect(refusal!.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'stages[0].standard STANDARD_MISSING',
      'stages[1].entryConditions[0] UNKNOWN_CONDITION',
      'stages[3].mayGoTo[1] UNKNOWN_STAGE',
      'stages[5] UNREACHABLE_STAGE',
      'stages[1].nextAction NEXT_ACTION_MISSING',
      'stages[4].mayGoTo DEAD_END',
      'stages[3].idle[1].then.moveTo TIMER_MOVE_NOT_ALLOWED',
    ]);
  });

  test('published and bound, it takes a student from the first call to the enrolment', async () => {
    const { playbook } = await publish(school);
    expect(playbook!.stages.map(({ code }) => code)).toEqual(school.stages.map(({ code }) => code));
    await does(manager, 'bindPlaybook', { teamId, playbookId: playbook!.id }, 'team { id }');

    interface Held {
      readonly customer: { readonly id: string; readonly stage: { readonly code: string } } | null;
      readonly refusal: { readonly code: string } | null;
    }
    const HELD =
      'customer { id stage { code } nextFollowUp { id purpose(locale: EN) } transitions { to { code } reachable } }';
    const created = await does<Held>(sales, 'createCustomer', { name: '王同学', phone: '13800138000' }, HELD);
    const customerId = created.customer!.id;
    expect(created.customer).toMatchObject({
      stage: { code: 'CONSULTED' },
      nextFollowUp: { purpose: 'First call, and agree on an assessment' },
    });

    const skipped = await does<Held>(sales, 'advanceCustomer', { customerId, to: 'ENROLLED' }, HELD);
    expect(skipped.refusal).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });

    const facts = { need: '雅思 7 分', budget: '20000', timeline: '暑假' };
    const contact = { customerId, channel: 'PHONE', note: '聊了学习目标', goalMet: true, goalCode: 'GOAL_CLEAR' };
    const next = { dueAt: new Date(Date.now() + 86_400_000).toISOString(), purposeCode: 'BOOK_TRIAL' };
    const assessed = await does<Held>(
      sales,
      'recordFollowUp',
      { ...contact, next, facts, advanceTo: 'ASSESSED' },
      HELD,
    );
    expect(assessed.customer).toMatchObject({ stage: { code: 'ASSESSED' } });
    const moves = [
      { to: 'TRIAL_BOOKED' },
      { to: 'TRIAL_DONE' },
      { to: 'OFFERED', quote: { amount: '18800', receiptConfirmed: true } },
    ];
    for (const move of moves) {
      const moved = await does<Held>(sales, 'advanceCustomer', { customerId, ...move }, HELD);
      expect(moved).toMatchObject({ refusal: null, customer: { stage: { code: move.to } } });
    }

    const early = await does<Held>(sales, 'advanceCustomer', { customerId, to: 'ENROLLED' }, HELD);
    expect(early.refusal).toMatchObject({ code: 'CONDITIONS_UNMET' });
    await does(sales, 'attachContract', { customerId, fileId: await anAgreement() }, HELD);
    const paid = { customerId, amount: '5000', paidAt: new Date(Date.now() - 60_000).toISOString() };
    await does(sales, 'recordPayment', paid, HELD);
    const enrolled = await does<Held>(
      sales,
      'advanceCustomer',
      { customerId, to: 'ENROLLED', note: '试听效果好' },
      HELD,
    );
    expect(enrolled).toMatchObject({ refusal: null, customer: { stage: { code: 'ENROLLED' } } });

    const { data } = await api.gql<{ customer: object }>(
      `query ($id: ID!) { customer(id: $id) { playbook { key version }
        stageHistory { stage { code } leftAt } deal { deliveryOwner { id } } deadlines { kind } } }`,
      { id: customerId },
      sales,
    );
    expect(data.customer).toMatchObject({
      playbook: { key: 'training-school', version: 1 },
      stageHistory: ['CONSULTED', 'ASSESSED', 'TRIAL_BOOKED', 'TRIAL_DONE', 'OFFERED', 'ENROLLED'].map((code) => ({
        stage: { code },
      })),
    });
    expect(data.customer).toHaveProperty(
      'deadlines',
      expect.arrayContaining([{ kind: 'PAYMENT_DUE' }, { kind: 'DELIVERY_HANDOVER' }]),
    );
  });
});

const PDF = Buffer.from('%PDF-1.7\n报名协议');

async function anAgreement(): Promise<string> {
  const { uploadUrl, file } = await does<{ uploadUrl: string; file: { id: string } }>(
    sales,
    'createUpload',
    { name: '报名协议.pdf', contentType: 'application/pdf', size: PDF.length },
    'uploadUrl file { id }',
  );
  const put = await fetch(new URL(uploadUrl, api.url), { method: 'PUT', body: new Uint8Array(PDF) });
  expect(put.status).toBe(204);
  return file.id;
}
