import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { settingFor } from '../../domain/simulation/setting.js';
import { anApi, type Api } from '../support/api.js';
import { countStatements } from '../support/count-statements.js';
import { aCustomField } from '../support/custom-fields.js';
import { DAY, LIN, NOW, aPlaybook, defaultDefinition, later } from '../support/files.js';
import { ORGANISATION, livedOnTime, type LifeStep } from '../support/lived-on-time.js';
import { aPaperCompany, storeLife } from '../support/stored-life.js';
import { until } from '../support/until.js';

const QUERY = `query ($definition: JSON!, $from: DateTime!, $to: DateTime!) {
  simulatePlaybook(definition: $definition, from: $from, to: $to) {
    movesRefused reminders escalations reclaims moves reclaimsByPool { pool { kind } reclaims customers } samples { at customerId effect because } } }`;

interface Simulation extends Record<'movesRefused' | 'reminders' | 'escalations' | 'reclaims' | 'moves', number> {
  readonly reclaimsByPool: readonly {
    readonly pool: { readonly kind: string };
    readonly reclaims: number;
    readonly customers: number;
  }[];
  readonly samples: readonly Record<'at' | 'customerId' | 'effect' | 'because', string>[];
}

const PAPER = { ...defaultDefinition, key: 'paper' };
const WINDOW = { from: NOW, to: later(30 * DAY) };
const step = (waitHours: number, what: object): LifeStep => ({ waitHours, by: LIN, what }) as LifeStep;
const LIFE = [
  step(2, { do: 'record', pick: 0, outcome: 'REACHED', agoHours: 0, nextInHours: 72, to: null, knowsAll: true }),
  step(22, { do: 'advance', to: 'NEEDS_CONFIRMED', isReasonGiven: 0 }),
  step(20, { do: 'quote', isConfirmed: true }),
  step(1, { do: 'advance', to: 'QUOTED', isReasonGiven: 0 }),
];

let api: Api;
let manager: string;

beforeAll(async () => {
  api = await anApi();
  manager = (await api.person('MANAGER', await api.team('东区'))).token;
  const playbook = aPlaybook(PAPER);
  await aPaperCompany(api.database, playbook);
  await storeLife(api.database, livedOnTime(LIFE, settingFor(playbook, ORGANISATION)), 'cus_1');
}, 120_000);

async function simulated(definition: unknown, window: object = WINDOW, token = manager) {
  return api.gql<{ simulatePlaybook: Simulation }>(QUERY, { definition, ...window }, token);
}

const withQuotedEarlier = {
  ...PAPER,
  stages: PAPER.stages.map((stage) => ({
    ...stage,
    ...(stage.code === 'NEEDS_CONFIRMED' && { mayGoTo: ['LOST'], idle: [] }),
  })),
};

describe('simulatePlaybook', () => {
  test('C13: a draft may ask for the organisation’s own fields, and for those alone', async () => {
    const set = 'mutation ($input: SettingsInput!) { updateSettings(input: $input) { cursor } }';
    await api.gql(set, { input: { customFields: [aCustomField()] } }, api.admin);
    const asking = (customField: string) => ({
      ...PAPER,
      stages: PAPER.stages.map((stage) =>
        stage.code === 'NEEDS_CONFIRMED' ? { ...stage, entryConditions: [{ customField }] } : stage,
      ),
    });
    const { data } = await simulated(asking('size'));
    expect(data.simulatePlaybook.movesRefused).toBeGreaterThan(0);
    const { errors } = await simulated(asking('colour'));
    expect(errors![0]!.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ field: 'definition.stages[1].entryConditions[0].customField' }],
    });
  });

  test('C2, C9: tells what a draft would have done, with samples in the viewer’s language', async () => {
    const { data, errors } = await simulated(withQuotedEarlier);
    expect(errors).toBeUndefined();
    const { samples, reclaimsByPool, ...counts } = data.simulatePlaybook;
    expect(reclaimsByPool).toEqual([{ pool: { kind: 'PUBLIC' }, reclaims: 1, customers: 1 }]);
    expect(counts).toEqual({
      movesRefused: 1,
      reminders: expect.any(Number),
      escalations: expect.any(Number),
      reclaims: 1,
      moves: 0,
    });
    expect(samples.length).toBe(counts.movesRefused + counts.reminders + counts.escalations + counts.reclaims);
    const refused = {
      effect: 'MOVE_REFUSED',
      customerId: 'cus_1',
      because: '不能从“需求确认”直接到“已报价”，可以到：流失',
    };
    expect(samples).toContainEqual({ ...refused, at: later(45 * 3_600_000 + 4 * 60_000).toISOString() });
    expect(samples.map(({ at }) => at)).toEqual(samples.map(({ at }) => at).sort());
  });

  test('says it in the language that is asked for, and of whom', async () => {
    const query = `query ($definition: JSON!, $from: DateTime!, $to: DateTime!) {
      simulatePlaybook(definition: $definition, from: $from, to: $to) {
        samples { effect because(locale: EN) customerId customer { id } } } }`;
    const { data } = await api.gql<{ simulatePlaybook: { samples: { effect: string }[] } }>(
      query,
      { definition: withQuotedEarlier, ...WINDOW },
      manager,
    );
    expect(data.simulatePlaybook.samples.find(({ effect }) => effect === 'MOVE_REFUSED')).toEqual({
      effect: 'MOVE_REFUSED',
      because: 'There is no way from Needs confirmed straight to Quoted; allowed: Lost',
      customerId: 'cus_1',
      customer: { id: 'cus_1' },
    });
  });

  test('a draft of a published key is for those who follow it, one of a new key for everybody', async () => {
    const reminders = async (key: string) => (await simulated({ ...PAPER, key })).data.simulatePlaybook.reminders;
    expect(await reminders('default')).toBe(0);
    expect(await reminders('paper')).toBeGreaterThan(0);
    expect(await reminders('fresh')).toBe(await reminders('paper'));
  });

  test('writes nothing', async () => {
    const counted = `select (select count(*) from "Event") as events, (select count(*) from "Deadline") as timers,
      (select count(*) from "Notification") as cards, (select max(version) from "Customer") as version`;
    const rows = async () => (await api.database.pool.query<Record<string, unknown>>(counted)).rows;
    const before = await rows();
    await simulated(withQuotedEarlier);
    expect(await rows()).toEqual(before);
  });

  test('is for managers', async () => {
    const { token } = await api.person('TEAM_LEAD', await api.team('西区'));
    expect((await simulated(PAPER, WINDOW, token)).code).toBe('FORBIDDEN');
    expect((await api.gql(QUERY, { definition: PAPER, ...WINDOW })).code).toBe('UNAUTHENTICATED');
  });

  test('a broken draft is refused with everything that is wrong', async () => {
    const stages = PAPER.stages.map((stage) =>
      stage.code === 'LOST' ? { ...stage, mayGoTo: ['NOWHERE'], outcome: 'GONE' } : stage,
    );
    const { code, errors } = await simulated({ ...PAPER, stages });
    expect(code).toBe('BAD_USER_INPUT');
    expect(errors![0]!.extensions).toMatchObject({
      field: 'definition',
      problems: expect.arrayContaining([
        { field: 'definition.stages[7].outcome', message: expect.any(String) },
        { field: 'definition.stages[7].mayGoTo[0]', message: expect.stringContaining('NOWHERE') },
      ]),
    });
    expect((await simulated('nonsense')).code).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['empty', { from: NOW, to: NOW }],
    ['longer than P92D', { from: later(-93 * DAY), to: NOW }],
    ['not yet past', { from: new Date(), to: new Date(Date.now() + DAY) }],
  ])('a window that is %s is refused', async (_, window) => {
    const { code, errors } = await simulated(PAPER, window);
    expect([code, errors![0]!.extensions!['field']]).toEqual(['BAD_USER_INPUT', 'to']);
  });

  test('a draft whose rule acts without end is refused', async () => {
    const idle = [{ for: 'PT1S', since: 'LAST_ACTIVITY', unless: ['CONTACT_METHOD'], then: { moveTo: 'LOST' } }];
    const stages = PAPER.stages.map((stage) => (stage.code === 'INITIAL_CONTACT' ? { ...stage, idle } : stage));
    const { code, errors } = await simulated({ ...PAPER, stages });
    expect([code, errors![0]!.extensions!['field']]).toEqual(['BAD_USER_INPUT', 'definition']);
  });
});

describe('with very many customers', () => {
  /** Enough for more than a moment. */
  const MANY = 5_000;

  beforeAll(async () => {
    const { rows } = await api.database.pool.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
        where table_name = 'Customer' and table_schema = 'public' and column_name <> 'id'`,
    );
    const { names } = rows[0]!;
    await api.database.pool.query(
      `insert into "Customer" (id, ${names}) select 'cus_many' || n, ${names} from "Customer", generate_series(1, ${MANY}) n where id = 'cus_1'`,
    );
  }, 120_000);

  beforeEach(() => void countStatements(api.database.pool));

  /** Asked for, and left when the first batches were read. */
  async function abandoned(): Promise<void> {
    const before = countStatements(api.database.pool);
    const leaving = new AbortController();
    const answer = fetch(api.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${manager}` },
      body: JSON.stringify({ query: QUERY, variables: { definition: PAPER, ...WINDOW } }),
      signal: leaving.signal,
    });
    const gone = answer.then(
      () => 'answered',
      () => 'gone',
    );
    await until('the simulation runs', () => countStatements(api.database.pool) > before + 20);
    expect((await simulated(PAPER)).code).toBe('RATE_LIMITED');
    leaving.abort();
    expect(await gone).toBe('gone');
  }

  test('one runs at a time; it ends with its caller, and the next one can run', async () => {
    await abandoned();
    const next = await until(
      'the place is free',
      async () => {
        const answer = await simulated(PAPER, { from: later(-DAY), to: later(-DAY / 2) });
        return answer.code === 'RATE_LIMITED' ? null : answer;
      },
      10_000,
    );
    expect(next.errors).toBeUndefined();
  }, 60_000);

  test('others are served meanwhile', async () => {
    const running = simulated(PAPER);
    let isOver = false;
    void running.then(() => (isOver = true));
    const delays: number[] = [];
    while (!isOver) {
      const asked = performance.now();
      await api.gql('{ viewer { id } }', {}, manager);
      delays.push(performance.now() - asked);
    }
    expect((await running).errors).toBeUndefined();
    expect(delays.length).toBeGreaterThan(10);
  }, 120_000);
});
