import { describe, expect, test } from '@jest/globals';
import { after } from '../../domain/change.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import { migrated, type Migrated } from '../../domain/customer/migrate.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import type { PlaybookDefinition } from '../../domain/playbook/playbook.js';
import { playbookTemplates } from '../../api/queries/playbook-templates.js';
import {
  DAY,
  DEFAULT_POOLS,
  HOUR,
  LIN,
  ZHAO,
  aCall,
  aCustomerWhoEntered,
  aFollowUp,
  aPlaybook,
  accepted,
  eventsIn,
  inPool,
  later,
  playbookWith,
} from '../support/files.js';

const asVersion = (definition: PlaybookDefinition, id = 'pb_2') => ({ ...aPlaybook(definition), id, version: 2 });
const stricter = asVersion(
  playbookWith((code) =>
    code === 'QUOTED' ? { idle: [{ for: 'P1D', since: 'LAST_ACTIVITY', then: { moveTo: 'TO_REACTIVATE' } }] } : {},
  ).definition,
);
const school = asVersion(playbookTemplates().find(({ key }) => key === 'training-school')!);

const quoted = (over: Partial<CustomerFile> = {}) => aCustomerWhoEntered('QUOTED', { pools: DEFAULT_POOLS, ...over });
const at = aCall({ now: later(DAY), by: ZHAO });
const changesOf = (one: Migrated) => {
  if ('refusal' in one) throw new Error(JSON.stringify(one.refusal));
  return one.changes;
};
const go = (file: CustomerFile, playbook = stricter, stageMap: Record<string, string> = {}) => {
  const changes = changesOf(migrated(file, { playbook, stageMap }, at));
  return { changes, file: { ...after(file, changes), playbook } };
};

describe('a customer that goes on under another version', () => {
  test('a move from there doesn’t say since when: the rules changed within the stay', () => {
    const { file } = go(quoted());
    const call = aCall({ now: later(2 * DAY), by: ZHAO });
    const left = after(file, accepted(decideAdvance(file, { to: 'LOST', reason: 'PRICE' }, call)));
    expect(left.visit).toMatchObject({ stage: 'LOST', from: 'QUOTED', fromEnteredAt: null });
  });

  test('stands in the stage of the same code, with its history under both', () => {
    const before = quoted();
    const { changes, file } = go(before);
    expect(file.customer).toMatchObject({
      playbookId: 'pb_2',
      stage: 'QUOTED',
      stageEnteredAt: later(DAY),
      ownerId: LIN.id,
      version: before.customer.version + 1,
      lastActivityAt: before.customer.lastActivityAt,
    });
    expect(changes).toContainEqual({ set: 'StageVisit', id: before.visit!.id, to: { leftAt: later(DAY) } });
    expect(file.visit).toMatchObject({
      playbookId: 'pb_2',
      stage: 'QUOTED',
      rule: 'playbook.migration',
      byId: ZHAO.id,
      from: null,
      fromEnteredAt: null,
    });
    const [told] = eventsIn(changes);
    expect(told).toMatchObject({ type: 'CUSTOMER_CHANGED', rule: 'playbook.migration' });
    expect(told!.changes).toContainEqual({ field: 'playbookId', old: 'pb_1', new: 'pb_2' });
  });

  test('its timers are those of the new version, counted from now on', () => {
    const { file } = go(quoted());
    const idle = file.deadlines.filter(({ kind }) => kind === 'STAGE_IDLE');
    expect(idle.map(({ rule, dueAt }) => [rule, dueAt])).toEqual([['stages.QUOTED.idle.0', later(2 * DAY)]]);
    expect(file.deadlines.some(({ kind }) => kind === 'POOL_RECLAIM')).toBe(true);
  });

  test('an open action that the new version asks for as well goes on with its time', () => {
    const before = quoted();
    const { file } = go(before);
    expect(file.followUps.map(({ id, dueAt }) => [id, dueAt])).toEqual(
      before.followUps.map(({ id, dueAt }) => [id, dueAt]),
    );
  });

  test('under a stage map it stands elsewhere, with that stage’s action; what people planned stays', () => {
    const start = quoted();
    const plan = aFollowUp({ customerId: start.customer.id });
    const { changes, file } = go({ ...start, followUps: [...start.followUps, plan] }, school, { QUOTED: 'OFFERED' });
    expect(file.customer.stage).toBe('OFFERED');
    expect(file.followUps.map(({ id, stage }) => [id === plan.id, stage])).toEqual([
      [true, null],
      [false, 'OFFERED'],
    ]);
    expect(eventsIn(changes)).toContainEqual(
      expect.objectContaining({ type: 'CUSTOMER_MOVED', rule: 'playbook.migration' }),
    );
    expect(file.deadlines.filter(({ rule }) => /^stages\.(?!OFFERED)/.test(rule))).toEqual([]);
  });

  test('an action that is done already isn’t asked for anew', () => {
    const done = { ...quoted(), followUps: [aFollowUp()] };
    expect(go(done).file.followUps.map(({ id }) => id)).toEqual(['fup_plan']);
  });

  test('in a pool it stays there, without an action', () => {
    const start = quoted();
    const customer = { ...start.customer, ...inPool(), nextContactAt: null };
    const pooled = { ...start, customer, followUps: [], deadlines: [] };
    const { file } = go(pooled);
    expect(file).toMatchObject({ customer: { poolId: 'pool_public', ownerId: null }, followUps: [] });
    expect(file.deadlines.map(({ kind }) => kind)).toEqual(['POOL_UNCLAIMED']);
  });

  test('a second time nothing is left to do', () => {
    const { file } = go(quoted());
    expect(go({ ...file, playbook: stricter }).changes).toEqual([]);
  });
});

describe('a customer that no stage stands for', () => {
  const refusal = (file: CustomerFile, stageMap: Record<string, string> = {}) => {
    const result = migrated(file, { playbook: school, stageMap }, at);
    return 'refusal' in result ? result.refusal : null;
  };

  test('is told, with the stages that could', () => {
    expect(refusal(quoted())).toEqual({
      code: 'TRANSITION_NOT_ALLOWED',
      from: 'QUOTED',
      to: 'QUOTED',
      allowed: ['CONSULTED', 'ASSESSED', 'TRIAL_BOOKED', 'TRIAL_DONE', 'OFFERED', 'NOT_NOW'],
    });
  });

  test.each([
    ['won', 'ENROLLED'],
    ['lost', 'LOST'],
  ])('nobody is %s by it', (_, to) => {
    expect(refusal(quoted(), { QUOTED: to })).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', to });
  });

  test('nor reopened', () => {
    const lost = aCustomerWhoEntered('LOST');
    expect(refusal(lost, { LOST: 'CONSULTED' })).toMatchObject({ allowed: ['LOST'] });
    expect(refusal(lost)).toBeNull();
  });
});

test('clocks begin anew: nobody is taken back the moment the rules change', () => {
  const old = { ...quoted(), deadlines: [] };
  const long = {
    ...old,
    customer: { ...old.customer, stageEnteredAt: later(-90 * DAY), ownedSince: later(-90 * DAY) },
  };
  const { file } = go(long);
  expect(file.deadlines.every(({ dueAt }) => dueAt > later(DAY + HOUR))).toBe(true);
});
