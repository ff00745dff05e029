import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  companySizeIn,
  routeOf,
  type AssignmentRule,
  type AssignmentSettings,
  type Colleague,
  type RoutedFacts,
} from '../../domain/lead/assignment.js';
import { chooseOwner, withTaken, type Choosing, type Roster } from '../../domain/lead/choose-owner.js';
import { areSimilarNames } from '../../domain/lead/similar-names.js';
import { render } from '../../domain/message.js';
import { DAY, NOW, aPerson, later } from '../support/files.js';

const SETTINGS: AssignmentSettings = {
  rules: [],
  default: { to: 'ANY_TEAM', by: 'LEAST_LOAD' },
  capPerPerson: 200,
  responseWithin: 'PT2H',
  reassignAfter: 'P1D',
  reopenFollowUpWithin: 'PT4H',
  contributorWithin: 'P30D',
};

const FACTS: RoutedFacts = {
  sourceId: 'src_site',
  channel: 'WEBSITE',
  campaign: 'spring',
  productInterest: 'A级防火岩棉板',
  region: '浙江省杭州市',
  tags: ['展会'],
  companySize: 200,
};

const sales = (id: string, over: Partial<Colleague> = {}): Colleague => ({
  ...aPerson(`usr_${id}`, 'SALES', 'team_east'),
  holding: 0,
  ...over,
});
const EAST = { id: 'team_east', leadId: 'usr_lead', playbookId: 'pb_1', lastAssignedId: null };
const WEST = { ...EAST, id: 'team_west', leadId: 'usr_head' };
const LEAD = sales('lead', { role: 'TEAM_LEAD' });
const BOSS = sales('boss', { role: 'MANAGER', teamId: null });

const roster = (people: readonly Colleague[], over: Partial<Roster> = {}): Roster => ({
  people: [...people, LEAD, BOSS],
  teams: [EAST, WEST],
  known: [],
  ...over,
});

const choose = (people: readonly Colleague[], over: Partial<Choosing> = {}) =>
  chooseOwner({ route: routeOf(FACTS, SETTINGS), settings: SETTINGS, roster: roster(people), now: NOW, ...over });
const chosen = (...args: Parameters<typeof choose>) => choose(...args).ownerId;
const to = (rule: AssignmentRule, people: readonly Colleague[], over: Partial<Choosing> = {}) =>
  choose(people, { route: routeOf(FACTS, { ...SETTINGS, rules: [rule] }), ...over });

describe('L7: which rule decides', () => {
  const rule = (when: AssignmentRule['when']): AssignmentRule => ({
    code: 'R',
    when: when!,
    to: { teamId: 'team_west' },
  });

  test.each([
    ['source', { sourceIds: ['src_site'] }, { sourceIds: ['src_fair'] }],
    ['channel', { channels: ['WEBSITE'] }, { channels: ['EVENT'] }],
    ['campaign', { campaigns: ['spring', 'summer'] }, { campaigns: ['summer'] }],
    ['product', { products: ['岩棉'] }, { products: ['玻璃棉'] }],
    ['product in other widths and cases', { products: ['ａ级'] }, { products: ['b级'] }],
    ['region', { regions: ['浙江', '江苏'] }, { regions: ['江苏'] }],
    ['tag', { tags: ['老客户', '展会'] }, { tags: ['老客户'] }],
    ['company size', { companySizeAtLeast: 200 }, { companySizeAtLeast: 201 }],
  ])('by %s', (_, fits, fails) => {
    const nameOf = (when: AssignmentRule['when']) => routeOf(FACTS, { ...SETTINGS, rules: [rule(when)] }).name;
    expect([nameOf(fits), nameOf(fails)]).toEqual(['assignment.rules.0', 'assignment.default']);
  });

  test('all that is given must hold; the first that fits decides', () => {
    const rules = [rule({ regions: ['浙江'], channels: ['EVENT'] }), rule({ regions: ['浙江'] }), rule({})];
    expect(routeOf(FACTS, { ...SETTINGS, rules }).name).toBe('assignment.rules.1');
  });

  test('what is unknown fits no rule that asks for it', () => {
    const unknown = { ...FACTS, region: null, companySize: null, productInterest: null };
    for (const when of [{ regions: ['浙江'] }, { companySizeAtLeast: 0 }, { products: ['岩棉'] }])
      expect(routeOf(unknown, { ...SETTINGS, rules: [rule(when)] }).name).toBe('assignment.default');
  });

  test.each([
    [200, 200],
    ['1,000人', 1000],
    ['５０-99', 50],
    ['many', null],
    [-3, null],
    [undefined, null],
  ])('a delivered company size of %p is %p', (companySize, size) => {
    expect(companySizeIn({ companySize })).toBe(size);
  });
});

describe('L7: who gets it', () => {
  const [a, b, c] = [sales('a', { holding: 3 }), sales('b', { holding: 1 }), sales('c', { holding: 2 })];

  test('whoever holds least', () => {
    expect(chosen([a, b, c])).toBe(b.id);
  });

  test('in turn, over the end of the round and past those who are away', () => {
    const rule: AssignmentRule = { to: { teamId: 'team_east' }, by: 'ROUND_ROBIN' };
    const after = (lastAssignedId: string | null, people = [a, b, c]) =>
      to(rule, people, { roster: roster(people, { teams: [{ ...EAST, lastAssignedId }] }) }).ownerId;
    expect([after(null), after('usr_a'), after('usr_c'), after('usr_gone')]).toEqual([a.id, b.id, a.id, a.id]);
    expect(after('usr_a', [a, { ...b, onLeaveUntil: later(DAY) }, c])).toBe(c.id);
  });

  test('nobody who is inactive, on leave or at their cap; whoever came back from leave does', () => {
    const full = { ...b, holding: 200 };
    expect(chosen([full, { ...c, active: false }, a])).toBe(a.id);
    expect(chosen([{ ...b, onLeaveUntil: later(DAY) }, c])).toBe(c.id);
    expect(chosen([{ ...b, onLeaveUntil: later(-DAY) }, c])).toBe(b.id);
  });

  test('a team lead only where the team has nobody in sales', () => {
    const rule: AssignmentRule = { to: { teamId: 'team_east' } };
    expect(to(rule, []).ownerId).toBe(LEAD.id);
    expect(to(rule, [{ ...a, holding: 200 }]).ownerId).toBeNull();
  });

  test('one person, where the rule names one', () => {
    expect(to({ to: { userId: c.id } }, [a, b, c])).toMatchObject({ ownerId: c.id, rule: 'assignment.rules.0' });
  });

  test('before any rule: whoever had it, then whoever looks after the company; as far as they can take it', () => {
    const known = roster([a, b, c], { known: [a.id, c.id] });
    expect(choose([], { roster: known })).toMatchObject({ ownerId: a.id, rule: 'knownCompany' });
    expect(choose([], { roster: known, lastOwnerId: c.id })).toMatchObject({ ownerId: c.id, rule: 'lastOwner' });
    const away = roster([{ ...a, onLeaveUntil: later(DAY) }, b, c], { known: [a.id, c.id] });
    expect(chosen([], { roster: away, lastOwnerId: a.id })).toBe(c.id);
  });

  test('never whoever it is taken from', () => {
    expect(chosen([a, b, c], { exceptId: b.id })).toBe(c.id);
    expect(chosen([b], { exceptId: b.id })).toBeNull();
  });

  test('where nobody can, the leads of the teams are told, else the managers', () => {
    const full = [{ ...a, holding: 200 }];
    const toEast: AssignmentRule = { to: { teamId: 'team_east' } };
    expect(to(toEast, full)).toEqual({ ownerId: null, tell: [LEAD.id] });
    const away = full.map((one) => one);
    expect(to(toEast, away, { roster: roster(away, { teams: [{ ...EAST, leadId: null }] }) })).toEqual({
      ownerId: null,
      tell: [BOSS.id],
    });
  });

  test('why is a sentence that people accept, in both languages', () => {
    const rule: AssignmentRule = { label: { 'zh-CN': '浙江', en: 'Zhejiang' }, to: 'ANY_TEAM' };
    const placement = to(rule, [a, b]);
    if (placement.ownerId === null) throw new Error('nobody');
    expect(render(placement.because, 'ZH_CN', 'Asia/Shanghai')).toBe('按“浙江”分配给手上最少的成员（当时 1 个）');
    expect(render(placement.because, 'EN', 'Asia/Shanghai')).toBe(
      'By Zhejiang, to whoever held the least (1 at the time)',
    );
  });
});

describe('L7: fairness is a law', () => {
  const people = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 9 });

  const assignMany = (ids: readonly number[], by: 'ROUND_ROBIN' | 'LEAST_LOAD', count: number, cap: number) => {
    const settings = { ...SETTINGS, capPerPerson: cap, default: { to: 'ANY_TEAM' as const, by } };
    const team = (n: number) => (n % 2 === 0 ? 'team_east' : 'team_west');
    const everybody = ids.map((n) => sales(String(n).padStart(3, '0'), { teamId: team(n) }));
    let state: Roster = { people: [...everybody, BOSS], teams: [EAST, WEST], known: [] };
    let unplaced = 0;
    for (let n = 0; n < count; n++) {
      const placement = chooseOwner({ route: routeOf(FACTS, settings), settings, roster: state, now: NOW });
      if (placement.ownerId === null) unplaced++;
      state = withTaken(state, placement);
    }
    return { holdings: state.people.filter(({ role }) => role === 'SALES').map(({ holding }) => holding), unplaced };
  };

  test.each(['ROUND_ROBIN', 'LEAST_LOAD'] as const)('%s: counts differ by at most one', (by) => {
    fc.assert(
      fc.property(people, fc.integer({ min: 0, max: 100 }), (ids, count) => {
        const { holdings, unplaced } = assignMany(ids, by, count, 1000);
        expect(Math.max(...holdings) - Math.min(...holdings)).toBeLessThanOrEqual(1);
        expect(unplaced).toBe(0);
      }),
    );
  });

  test.each(['ROUND_ROBIN', 'LEAST_LOAD'] as const)(
    '%s: no cap is passed, and none is left empty while others wait',
    (by) => {
      fc.assert(
        fc.property(people, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 10 }), (ids, count, cap) => {
          const { holdings, unplaced } = assignMany(ids, by, count, cap);
          expect(Math.max(...holdings)).toBeLessThanOrEqual(cap);
          expect(unplaced).toBe(Math.max(0, count - ids.length * cap));
        }),
      );
    },
  );
});

describe('names that may be one person’s', () => {
  test.each([
    ['周敏', '周敏', true],
    ['周敏', '周敏女士', true],
    ['周敏', '周先生', true],
    ['Zhou Min', 'zhou  min', true],
    ['Mr. Zhou Min', 'Min Zhou', true],
    ['周敏', '周明', false],
    ['周敏', '李强', false],
    ['周敏', '', false],
  ])('%s and %s: %p', (one, other, similar) => {
    expect(areSimilarNames(one, other)).toBe(similar);
    expect(areSimilarNames(other, one)).toBe(similar);
  });
});
