import { sql } from 'kysely';
import { migrated, type Migration } from '../domain/customer/migrate.js';
import { accept, badInput, notFound } from '../domain/decision.js';
import { message } from '../domain/message.js';
import { findStage } from '../domain/playbook/playbook.js';
import { CallerError, type Refusal } from '../domain/refusal.js';
import type { Bulk, Item } from './advance-customers.js';
import { tryableCommand, type Command, type Outcome } from './command.js';
import type { Tx } from './store/tx.js';
import { isUnavailable, TookTooLong } from './store/unavailable.js';

export interface MigrateCustomers {
  readonly teamId: string;
  readonly playbookId: string;
  readonly stageMap?: unknown;
  readonly dryRun?: boolean | null;
  readonly idempotencyKey?: string | null;
}

type RunKeyed = <I extends { idempotencyKey?: string | null }>(command: Command<I>, input: I) => Promise<Outcome>;

/** Customers in one transaction: short enough to be in nobody's way. */
export const MIGRATION_BATCH = 100;
/** Longest time for one call. */
const LONGEST_MS = 20_000;

/**
 * Customers of a team go on under another version, batch by batch, each in a transaction of its own. Interrupted, it is simply asked again:
 * whoever went over is left alone, and with the same key is answered for as before. A customer that a fault stands in the way of is passed
 * over, and the fault is told when all others are done.
 */
export async function migrateCustomers(
  run: RunKeyed,
  { idempotencyKey = null, ...input }: MigrateCustomers,
  until = Date.now() + LONGEST_MS,
): Promise<Bulk> {
  const ask: Ask = (part) => {
    if (Date.now() > until) throw new TookTooLong();
    const key = idempotencyKey && `${idempotencyKey}/${part.after}/${part.limit}`;
    return run(migrateBatch, { ...input, ...part, idempotencyKey: key });
  };
  const done: Done[] = [];
  for (let after: string | null = ''; after !== null; after = done.at(-1)!.last) {
    done.push(...(await batchAfter(ask, after)));
  }
  const fault = done.find((one) => 'fault' in one);
  if (fault) throw fault.fault;
  return {
    items: done.flatMap(({ items }) => items),
    refusal: done.find(({ refusal }) => refusal)?.refusal ?? null,
    cursor: done.findLast(({ cursor }) => cursor !== null)?.cursor ?? null,
  };
}

interface Part {
  /** Those whose ids come after this one. */
  readonly after: string;
  readonly limit: number;
  /** Only looks which they are. */
  readonly isPassedOver?: boolean;
}
type Ask = (part: Part) => Promise<Outcome>;

interface Done {
  readonly items: readonly Item[];
  /** Where the next batch goes on; null: nobody is left. */
  readonly last: string | null;
  readonly cursor: string | null;
  readonly refusal: Refusal | null;
  readonly fault?: unknown;
}

/** The next batch; where a fault stands in the way of it, those in it one by one. */
async function batchAfter(ask: Ask, after: string): Promise<readonly Done[]> {
  const whole = await tried(ask, { after, limit: MIGRATION_BATCH });
  if (!('fault' in whole)) return [whole];
  const singly: Done[] = [];
  for (let at: string | null = after; at !== null && singly.length < MIGRATION_BATCH; at = singly.at(-1)!.last) {
    const one = await tried(ask, { after: at, limit: 1 });
    const { last } = 'fault' in one ? doneOf(await ask({ after: at, limit: 1, isPassedOver: true })) : one;
    singly.push({ ...one, last });
  }
  return singly;
}

async function tried(ask: Ask, part: Part): Promise<Done> {
  try {
    return doneOf(await ask(part));
  } catch (error) {
    if (error instanceof CallerError || isUnavailable(error)) throw error;
    return { items: [], last: null, cursor: null, refusal: null, fault: error };
  }
}

const doneOf = ({ answer, cursor, refusal }: Outcome): Done => ({
  items: JSON.parse(String(answer['items'] ?? '[]')) as Item[],
  last: (answer['last'] ?? null) as string | null,
  cursor,
  refusal,
});

const migrateBatch = tryableCommand('migrateCustomers', async (tx, part: MigrateCustomers & Part, call) => {
  const migration = await migrationOf(tx, part);
  const ids = await nextOf(tx, part);
  const last = ids.length < part.limit ? null : ids.at(-1)!;
  if (part.isPassedOver) return accept([], { items: '[]', last });
  const files = await tx.lockCustomers(ids);
  const results = files
    .filter(({ ownerTeam }) => ownerTeam?.id === part.teamId)
    .map((file) => ({ id: file.customer.id, result: migrated(file, migration, call) }));
  const items = results.map(({ id, result }) => ({ id, refusal: 'refusal' in result ? result.refusal : null }));
  const changes = results.flatMap(({ result }) => ('changes' in result ? result.changes : []));
  return accept(changes, { items: JSON.stringify(items), last });
});

async function migrationOf(tx: Tx, { teamId, playbookId, stageMap }: MigrateCustomers): Promise<Migration> {
  const team = await tx.sql.selectFrom('Team').select('id').where('id', '=', teamId).executeTakeFirst();
  if (!team) throw notFound('teamId');
  const [playbook] = await tx.playbooks.find(tx.sql, [playbookId]);
  if (!playbook) throw notFound('playbookId');
  const entries = Object.entries((stageMap ?? {}) as Record<string, unknown>);
  for (const [from, to] of entries)
    if (typeof to !== 'string' || !findStage(playbook, to))
      throw badInput(`stageMap.${from}`, message('UNKNOWN_STAGE', { code: String(to) }));
  return { playbook, stageMap: Object.fromEntries(entries) as Record<string, string> };
}

/** Those of the team's people that follow another version, by id. */
async function nextOf(
  { sql: db }: Tx,
  { teamId, playbookId, after, limit }: MigrateCustomers & Part,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from "Customer" c join "User" u on u.id = c."ownerId"
    where u."teamId" = ${teamId} and c."playbookId" <> ${playbookId} and c.id > ${after} and c."mergedIntoId" is null
    order by c.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
