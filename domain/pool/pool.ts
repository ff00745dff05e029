import type { Viewer } from '../policy.js';
import type { PoolRules } from './rules.js';

export const POOL_KINDS = ['PUBLIC', 'DORMANT', 'LEAD'] as const;
export type PoolKind = (typeof POOL_KINDS)[number];

/** A place for customers or leads that nobody owns; without teams it is open to all. */
export interface Pool {
  readonly id: string;
  readonly name: string;
  readonly kind: PoolKind;
  readonly teamIds: readonly string[];
  /** Its own, completed by what the product ships. */
  readonly rules: PoolRules;
  readonly createdAt: Date;
}

/** The pool of this kind for a team: the newest that names it, else the newest open one. */
export const poolFor = (pools: readonly Pool[], kind: PoolKind, teamId: string | null): Pool | undefined =>
  poolForAny(pools, kind, teamId === null ? [] : [teamId]);

/** The same for several teams: the newest that names one of them. */
export function poolForAny(pools: readonly Pool[], kind: PoolKind, teamIds: readonly string[]): Pool | undefined {
  const newestFirst = pools
    .filter((pool) => pool.kind === kind)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return newestFirst.find((pool) => teamIds.some((id) => pool.teamIds.includes(id))) ?? newestFirst.find(isOpenToAll);
}

export const isOpenToAll = (pool: { readonly teamIds: readonly string[] }): boolean => pool.teamIds.length === 0;

/** Who may claim from it: a pool without teams is open to all; one's teams are one's own and those one leads. */
export function isMember(by: Viewer, pool: { readonly teamIds: readonly string[] }): boolean {
  const own = [...by.ledTeamIds, ...(by.teamId === null ? [] : [by.teamId])];
  return isOpenToAll(pool) || own.some((id) => pool.teamIds.includes(id));
}
