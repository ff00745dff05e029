import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';

const standard = JSON.parse(readFileSync(new URL('../../data/playbook.default.json', import.meta.url), 'utf8')) as {
  stages: { code: string }[];
};

let api: Api;
let token: string;

beforeAll(async () => {
  api = await anApi();
  token = (await api.person('MANAGER', await api.team('东区'))).token;
});

const CHECK = `valid problems { severity path code zh: message(locale: ZH_CN) en: message(locale: EN) }
  timetable { stage pool playbook path after since calendar effect to when unless acts neverActs(locale: EN) }`;

interface Check {
  readonly valid: boolean;
  readonly problems: readonly Record<'severity' | 'path' | 'code' | 'zh' | 'en', string>[];
  readonly timetable: readonly Record<string, unknown>[];
}

describe('checkPoolRules', () => {
  const check = async (rules: unknown) => {
    const query = `query ($rules: JSON!) { checkPoolRules(rules: $rules) { ${CHECK} } }`;
    const { data, errors } = await api.gql<{ checkPoolRules: Check }>(query, { rules }, token);
    if (errors) throw new Error(JSON.stringify(errors));
    return data.checkPoolRules;
  };

  test('shows the timetable that the rules form with the stages that teams follow', async () => {
    const { valid, problems, timetable } = await check({});
    expect({ valid, problems }).toEqual({ valid: true, problems: [] });
    expect(timetable.filter(({ stage }) => stage === 'QUOTED')).toEqual([
      {
        stage: 'QUOTED',
        pool: null,
        playbook: 'default.1',
        path: 'stages[2].idle[0]',
        after: 'P3D',
        since: 'LAST_ACTIVITY',
        calendar: 'WORKING',
        effect: 'MOVE',
        to: 'TO_REACTIVATE',
        when: [],
        unless: [],
        acts: true,
        neverActs: null,
      },
      expect.objectContaining({
        path: 'reclaim[0]',
        effect: 'RECLAIM',
        to: null,
        acts: false,
        neverActs: 'rule 1 always comes first',
      }),
      expect.objectContaining({ path: 'reclaim[1]', when: ['CLEAR_INTENT'], acts: true }),
    ]);
  });

  test('tells every problem at once, in both languages', async () => {
    const { valid, problems } = await check({ reclaim: [{ idleFor: 'soon', since: 'EVER' }], holdingCap: -1 });
    expect(valid).toBe(false);
    expect(problems.map(({ path, code }) => [path, code])).toEqual([
      ['reclaim[0].idleFor', 'BAD_SPAN'],
      ['reclaim[0].since', 'NOT_IN_LIST'],
      ['holdingCap', 'OUT_OF_RANGE'],
    ]);
    expect(problems.every(({ zh, en }) => zh !== en && zh.length > 0)).toBe(true);
  });

  test('is for whoever is signed in', async () => {
    const { code } = await api.gql('{ checkPoolRules(rules: {}) { valid } }');
    expect(code).toBe('UNAUTHENTICATED');
  });
});

describe('checkPlaybook', () => {
  /** Everybody quoted is gone after a day, whatever is done: nothing else in that stage has a turn. */
  const hasty = {
    ...standard,
    stages: standard.stages.map((stage) =>
      stage.code === 'QUOTED'
        ? {
            ...stage,
            idle: [
              { for: 'P1D', since: 'LAST_STAGE_CHANGE', then: { moveTo: 'PAUSED' } },
              { for: 'P2D', since: 'CLAIM', then: { escalateTo: 'MANAGER' } },
            ],
          }
        : stage,
    ),
  };

  test('shows it with the rules of the organisation’s pools, and which rule can never act', async () => {
    const query = `query ($definition: JSON!) { checkPlaybook(definition: $definition) { ${CHECK} } }`;
    const { data } = await api.gql<{ checkPlaybook: Check }>(query, { definition: hasty }, token);
    const { valid, problems, timetable } = data.checkPlaybook;
    expect(valid).toBe(true);
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'WARNING', path: 'stages[2].idle[1]', code: 'RULE_NEVER_ACTS' }),
    ]);
    const quoted = timetable.filter(({ stage }) => stage === 'QUOTED');
    expect(quoted.map(({ pool, path, acts, playbook }) => [pool, path, acts, playbook])).toEqual([
      [null, 'stages[2].idle[0]', true, null],
      [null, 'stages[2].idle[1]', false, null],
      ['公海', 'reclaim[0]', false, null],
      ['公海', 'reclaim[1]', false, null],
    ]);
  });

  test('says the same as publishing does, whether it is refused or not', async () => {
    const query = `mutation ($input: PublishPlaybookInput!) { publishPlaybook(input: $input) {
      playbook { version } refusal { code ... on RulesInvalid { problems { path } } } check { ${CHECK} } } }`;
    const publish = async (definition: object) => {
      const { data } = await api.gql<{
        publishPlaybook: { playbook: object | null; refusal: object | null; check: Check };
      }>(query, { input: { definition } }, token);
      return data.publishPlaybook;
    };
    const done = await publish({ ...hasty, key: 'hasty' });
    expect(done).toMatchObject({ playbook: { version: 1 }, refusal: null, check: { valid: true } });
    expect(done.check.problems.map(({ path }) => path)).toEqual(['stages[2].idle[1]']);
    const refused = await publish({ ...hasty, key: 'no key', calendar: 'LUNAR' });
    expect(refused).toMatchObject({ playbook: null, refusal: { code: 'PLAYBOOK_INVALID' }, check: { valid: false } });
    expect(refused.check.problems.map(({ path }) => path)).toEqual(['key', 'calendar', 'stages[2].idle[1]']);
    expect(refused.check.timetable.length).toBeGreaterThan(0);
  });
});
