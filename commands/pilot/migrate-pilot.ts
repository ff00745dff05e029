import { sql } from 'kysely';
import { migrated, type Migrated } from '../../domain/customer/migrate.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { accept, type Call } from '../../domain/decision.js';
import { pilotChanged, type Pilot } from '../../domain/pilot/pilot.js';
import { stageOf } from '../../domain/playbook/playbook.js';
import { command } from '../command.js';
import type { Database } from '../store/open-database.js';
import type { Tx } from '../store/tx.js';
import { keepPilot } from './pilot-rows.js';

export interface MigratePilot {
  readonly pilotId: string;
  /** Customers in one transaction. */
  readonly limit: number;
  /** Whom to pass over, as a fault stands in the way of them. Nobody, if others were faster. */
  readonly pass?: string;
}

/** NONE: nobody is left, or another worker is at it. */
export type PilotMigrated = 'NONE' | 'MORE' | 'DONE';

/**
 * The next customers of a pilot go over to its playbook, or back to those that they came from. How far it has come is written with them, so a
 * worker that dies is followed by another.
 */
export const migratePilot = command('migratePilot', async (tx, { pilotId, limit, pass }: MigratePilot, call) => {
  const pilot = await tx.sql
    .selectFrom('Pilot')
    .selectAll()
    .where('id', '=', pilotId)
    .where('migrating', 'is not', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!pilot) return accept([], { outcome: 'NONE' satisfies PilotMigrated });
  const next = await nextOf(tx.sql, pilot, limit);
  if (pass !== undefined && next[0]?.id !== pass) return accept([], { outcome: 'MORE' satisfies PilotMigrated });
  const results = pass === undefined ? await migrate(tx, pilot, next, call) : [];
  const changes = results.flatMap((one) => ('changes' in one ? one.changes : []));
  const refused = results.filter((one) => 'refusal' in one).length;
  const isDone = next.length < limit;
  const after: Pilot = {
    ...pilot,
    lastCustomerId: next.at(-1)?.id ?? pilot.lastCustomerId,
    migrated: pilot.migrated + results.length - refused,
    unmigrated: pilot.unmigrated + refused + (pass === undefined ? 0 : 1),
    migrating: isDone ? null : pilot.migrating,
  };
  await keepPilot(tx, after);
  const outcome: PilotMigrated = isDone ? 'DONE' : 'MORE';
  return accept([...changes, ...(isDone ? [pilotChanged(after)] : [])], { outcome });
});

async function migrate(tx: Tx, pilot: Pilot, next: readonly Next[], call: Call): Promise<readonly Migrated[]> {
  const goal = new Map(next.map(({ id, playbookId }) => [id, playbookId]));
  const files = await tx.lockCustomers([...goal.keys()]);
  const playbooks = await tx.playbooks.find(tx.sql, [...new Set(goal.values())]);
  return files
    .filter((file) => isStillMeant(file, pilot))
    .map((file) => {
      const playbook = playbooks.find(({ id }) => id === goal.get(file.customer.id))!;
      return migrated(file, { playbook, stageMap: {} }, call);
    });
}

/** Read anew under the lock: over go the team's open customers, back whoever follows the pilot's playbook. */
function isStillMeant({ customer, playbook, ownerTeam }: CustomerFile, pilot: Pilot): boolean {
  if (pilot.migrating === 'BACK') return playbook.id === pilot.playbookId && customer.mergedIntoId === null;
  return ownerTeam?.id === pilot.teamId && !stageOf(playbook, customer.stage).end;
}

/** A customer, and the playbook that it goes to. */
interface Next {
  readonly id: string;
  readonly playbookId: string;
}

/** The next by id. */
async function nextOf(db: Database['sql'] | Tx['sql'], pilot: Pilot, limit: number): Promise<readonly Next[]> {
  const { rows } = await (pilot.migrating === 'BACK' ? goingBack(pilot, limit) : goingOver(pilot, limit)).execute(db);
  return rows;
}

const goingOver = ({ teamId, playbookId, lastCustomerId }: Pilot, limit: number) => sql<Next>`
  select c.id, ${playbookId} as "playbookId" from "Customer" c join "User" u on u.id = c."ownerId"
  where u."teamId" = ${teamId} and c."playbookId" <> ${playbookId} and c.id > ${lastCustomerId} and c."mergedIntoId" is null
  order by c.id limit ${limit}`;

/**
 * Those who came to the pilot's playbook while it ran, with one of the team's people: they go back to the one they were under before, or, where
 * they began with it, to the one that the team followed. Whose they are by now doesn't matter.
 */
const goingBack = (
  { teamId, playbookId, earlierPlaybookId, startedAt, lastCustomerId }: Pilot,
  limit: number,
) => sql<Next>`
  select c.id, coalesce(before."playbookId", ${earlierPlaybookId}) as "playbookId"
  from "Customer" c
  join lateral (select v."enteredAt", v."ownerId" from "StageVisit" v
    where v."customerId" = c.id and v."playbookId" = ${playbookId} and v."enteredAt" >= ${startedAt} order by v."enteredAt" limit 1) came on true
  join "User" u on u.id = came."ownerId" and u."teamId" = ${teamId}
  left join lateral (select b."playbookId" from "StageVisit" b
    where b."customerId" = c.id and b."enteredAt" < came."enteredAt" order by b."enteredAt" desc limit 1) before on true
  where c."playbookId" = ${playbookId} and c.id > ${lastCustomerId} and c."mergedIntoId" is null
    and before."playbookId" is distinct from ${playbookId}
  order by c.id limit ${limit}`;

/** The one that a batch of one would take now: the one that a fault stands in the way of. */
export async function firstToMigrate({ sql: db }: Database, pilotId: string): Promise<string | null> {
  const pilot = await db.selectFrom('Pilot').selectAll().where('id', '=', pilotId).executeTakeFirst();
  if (!pilot?.migrating) return null;
  return (await nextOf(db, pilot, 1))[0]?.id ?? null;
}

/** Pilots whose customers are on their way. */
export async function findMigrating({ sql: db }: Database): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('Pilot')
    .select('id')
    .where('migrating', 'is not', null)
    .orderBy('createdAt')
    .execute();
  return rows.map(({ id }) => id);
}
