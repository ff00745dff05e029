import { sql } from 'kysely';
import { migrated, type Migration } from '../domain/customer/migrate.js';
import { accept, badInput, notFound } from '../domain/decision.js';
import { message } from '../domain/message.js';
import { findStage } from '../domain/playbook/playbook.js';
import type { Refusal } from '../domain/refusal.js';
import { tryableCommand, type Outcome } from './command.js';
import {
  lastCursor,
  LONGEST_BULK_MS,
  orFault,
  withoutFaults,
  type Bulk,
  type Fault,
  type Item,
  type RunKeyed,
} from './each-of-many.js';
import type { Tx } from './store/tx.js';
import { TookTooLong } from './store/unavailable.js';

export interface MigrateCustomers {
  readonly teamId: string;
  readonly playbookId: string;
  readonly stageMap?: unknown;
  readonly dryRun?: boolean | null;
  readonly idempotencyKey?: string | null;
}

/** Customers in one transaction: short enough to be in nobody's way. */
export const MIGRATION_BATCH = 100;

/**
 * Customers of a team go on under another version, batch by batch, each in a transaction of its own. Interrupted, it is simply asked again:
 * whoever went over is left alone, and with the same key is answered for as before. A customer that a fault stands in the way of is passed
 * over, and the fault is told when all others are done.
 */
export async function migrateCustomers(
  run: RunKeyed,
  { idempotencyKey = null, ...input }: MigrateCustomers,
  until = Date.now() + LONGEST_BULK_MS,
): Promise<Bulk> {
  const ask: Ask = (part) => {
    if (Date.now() > until) throw new TookTooLong();
    // A look past one writes nothing, and isn't what is asked for again.
    const key = part.isPassedOver ? null : idempotencyKey && `${idempotencyKey}/${part.after}/${part.limit}`;
    return run(migrateBatch, { ...input, ...part, idempotencyKey: key });
  };
  const tried: Tried[] = [];
  for (let after: string | null = ''; after !== null; after = tried.at(-1)!.last) {
    tried.push(...(await batchAfter(ask, after)));
  }
  const done = withoutFaults<Done>(tried);
  return {
    items: done.flatMap(({ items }) => items),
    refusal: done.find(({ refusal }) => refusal)?.refusal ?? null,
    cursor: lastCursor(done),
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
}

/** One that a fault stands in the way of is passed over: the next one is known all the same. */
type Tried = Done | (Fault & Pick<Done, 'last'>);

/** The next batch; where a fault stands in the way of it, those in it one by one. */
async function batchAfter(ask: Ask, after: string): Promise<readonly Tried[]> {
  const whole = await orFault(async () => doneOf(await ask({ after, limit: MIGRATION_BATCH })));
  if (!('fault' in whole)) return [whole];
  const singly: Tried[] = [];
  for (let at: string | null = after; at !== null && singly.length < MIGRATION_BATCH; at = singly.at(-1)!.last) {
    const part = { after: at, limit: 1 };
    const one = await orFault(async () => doneOf(await ask(part)));
    if ('fault' in one) singly.push({ ...one, last: doneOf(await ask({ ...part, isPassedOver: true })).last });
    else singly.push(one);
  }
  return singly;
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
