import { sql } from 'kysely';
import type { Pool } from '../../domain/pool/pool.js';
import { poolRules, type PoolRules } from '../../domain/pool/rules.js';
import { shippedData } from './shipped-data.js';

export const POOLS = sql<StoredPool>`select p.id, p.name, p.kind, p.rules, p."createdAt",
  array(select t."teamId" from "PoolTeam" t where t."poolId" = p.id) as "teamIds" from "Pool" p`;

/** As it was written: whatever its rules leave out is as the product ships it. */
export type StoredPool = Omit<Pool, 'rules'> & { readonly rules: unknown };

export const asPool = <P extends { readonly rules: unknown }>(row: P): Omit<P, 'rules'> & Pick<Pool, 'rules'> => ({
  ...row,
  rules: poolRules(row.rules, shippedPoolRules()),
});

let shipped: PoolRules | undefined;

export function shippedPoolRules(): PoolRules {
  return (shipped ??= shippedData('pool.default.json') as PoolRules);
}
