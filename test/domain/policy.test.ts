import { describe, expect, test } from '@jest/globals';
import {
  LEAST_ROLE,
  may,
  mayAssignTo,
  mayGiveAway,
  maySee,
  maySeeGeneralEvent,
  mayWorkOn,
  type Permission,
  type Standing,
  type Viewer,
} from '../../domain/policy.js';
import { ROLES, type Role } from '../../domain/people.js';
import { poolFor } from '../../domain/pool/pool.js';
import { ADMIN, CHEN, EAST, GAO, HE, LIN, WANG, ZHAO, aPerson, aPool } from '../support/files.js';

test('pinned 1: rights are a ladder: each role may all that the ones before may', () => {
  for (const permission of Object.keys(LEAST_ROLE) as Permission[]) {
    const least = ROLES.indexOf(LEAST_ROLE[permission]);
    expect(ROLES.map((role) => may({ role }, permission))).toEqual(ROLES.map((_, rung) => rung >= least));
  }
});

const STANDINGS = {
  'of Lin': { ownerId: LIN.id, ownerTeamId: EAST.id, poolTeamIds: null },
  'of somebody in another team': { ownerId: GAO.id, ownerTeamId: 'team_west', poolTeamIds: null },
  'of somebody without a team': { ownerId: 'usr_solo', ownerTeamId: null, poolTeamIds: null },
  'in a pool for all': { ownerId: null, ownerTeamId: null, poolTeamIds: [] },
  'in a pool of the team': { ownerId: null, ownerTeamId: null, poolTeamIds: [EAST.id] },
  'in a pool of another team': { ownerId: null, ownerTeamId: null, poolTeamIds: ['team_west'] },
  nowhere: { ownerId: null, ownerTeamId: null, poolTeamIds: null },
} satisfies Record<string, Standing>;
type Name = keyof typeof STANDINGS;

const teamless = { ...aPerson('usr_new', 'SALES', null) };
const twoTeams = { ...CHEN, id: 'usr_both', ledTeamIds: ['team_west'] };
const pools: Name[] = ['in a pool for all', 'in a pool of the team'];

const keyOf = (role: Role, ...teamIds: string[]): Viewer => ({
  ...aPerson('usr_key', role, null),
  key: { scopes: ['read'], teamIds },
});

test('a key that is limited to teams passes only what opens within a team', () => {
  const within = ['workCustomers', 'assignLeads', 'transferCustomers', 'overrideStages'];
  for (const permission of Object.keys(LEAST_ROLE) as Permission[]) {
    for (const role of ROLES) {
      const byRole = may({ role }, permission);
      expect(may(keyOf(role), permission)).toBe(byRole);
      expect(may(keyOf(role, EAST.id), permission)).toBe(byRole && within.includes(permission));
    }
  }
});

describe('pinned 1: who sees what', () => {
  test.each([
    ['the owner', LIN, ['of Lin', ...pools]],
    ['a colleague', WANG, pools],
    ['the team lead', CHEN, ['of Lin', ...pools]],
    ['a lead of two teams', twoTeams, ['of Lin', 'of somebody in another team', ...pools, 'in a pool of another team']],
    ['sales of another team', GAO, ['of somebody in another team', 'in a pool for all', 'in a pool of another team']],
    ['the lead of another team', HE, ['of somebody in another team', 'in a pool for all', 'in a pool of another team']],
    ['somebody without a team', teamless, ['in a pool for all']],
    ['a manager', ZHAO, Object.keys(STANDINGS)],
    ['an administrator', ADMIN, Object.keys(STANDINGS)],
    ['a sales key', keyOf('SALES'), ['in a pool for all']],
    ['a sales key of the team', keyOf('SALES', EAST.id), pools],
    ['a team lead’s key of the team', keyOf('TEAM_LEAD', EAST.id), ['of Lin', ...pools]],
    ['a manager’s key', keyOf('MANAGER'), Object.keys(STANDINGS)],
    ['a manager’s key of the team', keyOf('MANAGER', EAST.id), ['of Lin', ...pools]],
  ] as const)('%s', (_, viewer, seen) => {
    const names = Object.keys(STANDINGS) as Name[];
    expect(names.filter((name) => maySee(viewer, STANDINGS[name]))).toEqual(
      names.filter((name) => (seen as readonly string[]).includes(name)),
    );
    for (const name of names) {
      const isOwned = STANDINGS[name].ownerId !== null;
      expect(mayWorkOn(viewer, STANDINGS[name])).toBe(isOwned && maySee(viewer, STANDINGS[name]));
    }
  });
});

test.each([
  ['for a colleague: what is theirs', { ...WANG, standsInFor: [LIN] }, ['of Lin']],
  ['for somebody of another team', { ...WANG, standsInFor: [GAO] }, ['of somebody in another team']],
  ['for the lead of another team: what the team has', { ...WANG, standsInFor: [HE] }, ['of somebody in another team']],
  ['for a manager: not everybody’s', { ...WANG, standsInFor: [ZHAO] }, []],
] as const)('C11: a stand-in sees and works on it as well, %s', (_, viewer, seen) => {
  const names = Object.keys(STANDINGS) as Name[];
  const more = names.filter((name) => maySee(viewer, STANDINGS[name]) && !maySee(WANG, STANDINGS[name]));
  expect(more).toEqual(seen);
  expect(names.filter((name) => mayWorkOn(viewer, STANDINGS[name]))).toEqual(seen);
});

test('C11: standing in for somebody doesn’t allow to give their work away', () => {
  const lead = { ...HE, standsInFor: [LIN] };
  expect(mayWorkOn(lead, STANDINGS['of Lin'])).toBe(true);
  expect(mayGiveAway(lead, STANDINGS['of Lin'])).toBe(false);
  expect(mayGiveAway({ ...HE, standsInFor: [CHEN] }, STANDINGS['of Lin'])).toBe(true);
  expect(mayGiveAway(CHEN, STANDINGS['of Lin'])).toBe(true);
  expect(mayGiveAway(LIN, STANDINGS['of Lin'])).toBe(true);
  expect(mayGiveAway(ZHAO, STANDINGS['in a pool for all'])).toBe(false);
});

test.each([
  ['sales', LIN, []],
  ['a team lead', CHEN, [LIN.id, WANG.id, CHEN.id]],
  ['a manager', ZHAO, [LIN.id, WANG.id, CHEN.id, GAO.id, ZHAO.id]],
])('pinned 1: %s assigns within their scope', (_, viewer, to) => {
  const people = [LIN, WANG, CHEN, GAO, ZHAO];
  expect(people.filter((person) => mayAssignTo(viewer, person)).map(({ id }) => id)).toEqual(to);
});

test('shared rules are everybody’s news, the rest is for managers', () => {
  expect(['PLAYBOOK_PUBLISHED', 'POOL_CHANGED', 'USER_CHANGED'].map((type) => maySeeGeneralEvent(LIN, type))).toEqual([
    true,
    true,
    false,
  ]);
  expect(maySeeGeneralEvent(ZHAO, 'USER_CHANGED')).toBe(true);
});

test('pinned 4: the pool of a team is the newest that names it, else the newest open one', () => {
  const pools = [
    aPool('PUBLIC', { id: 'open_old', createdAt: new Date('2026-01-01') }),
    aPool('PUBLIC', { id: 'open_new', createdAt: new Date('2026-01-02') }),
    aPool('PUBLIC', { id: 'east', teamIds: [EAST.id], createdAt: new Date('2025-01-01') }),
    aPool('DORMANT', { id: 'dormant', teamIds: [EAST.id] }),
  ];
  expect(poolFor(pools, 'PUBLIC', EAST.id)?.id).toBe('east');
  expect(poolFor(pools, 'PUBLIC', 'team_west')?.id).toBe('open_new');
  expect(poolFor(pools, 'PUBLIC', null)?.id).toBe('open_new');
  expect(poolFor(pools, 'DORMANT', 'team_west')).toBeUndefined();
});
