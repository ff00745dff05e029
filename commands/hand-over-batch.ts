import { sql, type Selectable } from 'kysely';
import { event, type Change } from '../domain/change.js';
import { accept, badInput, type Call, type Decision } from '../domain/decision.js';
import { standIn } from '../domain/deadline/recipients.js';
import {
  delivers,
  handOverBatch,
  NOTHING,
  type Batch,
  type HandOverTerms,
  type Heir,
  type Share,
} from '../domain/hand-over/batch.js';
import { mayTakeOver, type Taker } from '../domain/hand-over/takers.js';
import { tellTakers } from '../domain/hand-over/tell.js';
import { isOpen } from '../domain/lead/lead.js';
import { message } from '../domain/message.js';
import type { Notification } from '../domain/notification.js';
import { poolFor } from '../domain/pool/pool.js';
import type { HandOverRun } from '../schema/generated/kysely/types.js';
import { nextOf, type Part } from './hand-over-rest.js';
import type { Tx } from './store/tx.js';

export type HandOverRow = Selectable<HandOverRun>;

/** Customers, leads and others in one transaction: long enough to be quick, short enough to be in nobody's way. */
export const BATCH = 200;

/** Hands over the next part of a run; the run's row is locked, or new. */
export async function nextBatch(tx: Tx, run: HandOverRow, part: Partial<Part>, call: Call): Promise<Decision> {
  const { limit = BATCH, except = [] } = part;
  const next = await nextOf(tx.sql, run.fromUserId, { limit, except });
  const heir = await heirOf(tx, run);
  const batch = await lockBatch(tx, run, next);
  const terms: HandOverTerms = {
    handOverId: run.id,
    fromId: run.fromUserId,
    byId: run.byId,
    heir,
    turn: run.customers + run.leads,
  };
  const { changes, total, shares } = handOverBatch(batch, terms, call);
  const isDone = next.isLast && except.length === 0;
  const after = { ...run, ...sum(run, total), heartbeatAt: tx.now, finishedAt: isDone ? tx.now : null };
  const { id, ...columns } = after;
  await tx.sql.updateTable('HandOverRun').set(columns).where('id', '=', id).execute();
  const heard = await byWhoIsThere(tx, shares);
  const told = tellTakers(heard, { handOverId: id, ...(await telling(tx, run, [...heard.keys()])) }, call);
  return accept([...changes, ...told, ...(isDone ? [handedOver(after)] : [])], {
    handOverId: id,
    handled: batch.customers.length + batch.leads.length + batch.elsewhere.length,
    finished: isDone ? 1 : 0,
  });
}

/** Read anew under the lock: what went to somebody else in between is theirs. */
async function lockBatch(
  tx: Tx,
  { fromUserId }: HandOverRow,
  next: Awaited<ReturnType<typeof nextOf>>,
): Promise<Batch> {
  const customers = await tx.lockCustomers([...next.customers, ...next.elsewhere.customers]);
  const leads = await tx.lockLeads([...next.leads, ...next.elsewhere.leads]);
  const isTheirs = (followUp: { ownerId: string | null }) => followUp.ownerId === fromUserId;
  const own = {
    customers: customers.filter(({ customer }) => customer.ownerId === fromUserId),
    leads: leads.filter(({ lead }) => lead.ownerId === fromUserId && isOpen(lead)),
  };
  const others = [
    ...customers.filter((file) => !own.customers.includes(file)),
    ...leads.filter((file) => !own.leads.includes(file) && file.lead.customerId === null),
  ];
  return { ...own, elsewhere: others.filter((file) => file.followUps.some(isTheirs) || delivers(file, fromUserId)) };
}

/** Who takes over, as things stand now. */
export async function heirOf(tx: Tx, run: HandOverRow): Promise<Heir> {
  if (run.toUserId !== null) return { to: 'PERSON', id: run.toUserId };
  const from = await tx.loadPerson(run.fromUserId, 'fromUserId');
  if (run.strategy === 'TO_POOL') return { to: 'POOL', closedTo: await superiorOf(tx, from.teamId, run) };
  const takers = from.teamId === null ? [] : await loadTakers(tx, from.teamId, run.fromUserId);
  if (takers.length === 0) throw badInput('strategy', message('NOBODY_TO_TAKE_OVER'));
  const pool = poolFor(await tx.loadPools(), 'PUBLIC', from.teamId);
  return { to: 'TEAM', strategy: run.strategy!, takers, cap: pool?.rules.holdingCap ?? null };
}

async function superiorOf({ sql: db }: Tx, teamId: string | null, { fromUserId, byId }: HandOverRow): Promise<string> {
  const lead = await db
    .selectFrom('Team as t')
    .innerJoin('User as u', 'u.id', 't.leadId')
    .select('u.id')
    .where('t.id', '=', teamId)
    .where('u.active', '=', true)
    .where('u.id', '<>', fromUserId)
    .executeTakeFirst();
  return lead?.id ?? byId;
}

async function loadTakers(tx: Tx, teamId: string, fromId: string): Promise<readonly Taker[]> {
  const members = await tx.sql.selectFrom('User').selectAll().where('teamId', '=', teamId).execute();
  const ids = mayTakeOver(members, fromId, tx.now).map(({ id }) => id);
  const { rows } = await sql<Taker>`
    select u.id,
      (select count(*)::int from "Customer" c join "Playbook" p on p.id = c."playbookId" where c."ownerId" = u.id
        and not exists (select 1 from jsonb_array_elements(p.definition -> 'stages') s
          where s ->> 'code' = c.stage and (s ->> 'end')::boolean)) as customers,
      (select count(*)::int from "Lead" l where l."ownerId" = u.id and l.status in ('NEW', 'ASSIGNED')) as leads
    from "User" u where u.id = any(${ids}::text[])`.execute(tx.sql);
  return rows;
}

/** Whoever stands in for somebody on leave hears in their place. */
async function byWhoIsThere(tx: Tx, shares: ReadonlyMap<string, Share>): Promise<ReadonlyMap<string, Share>> {
  const heard = new Map<string, Share>();
  for (const [id, share] of shares) {
    const there = standIn({ people: await tx.loadStandIns(id) }, id, tx.now) ?? id;
    heard.set(there, sum(heard.get(there) ?? NOTHING, share));
  }
  return heard;
}

async function telling(tx: Tx, run: HandOverRow, recipientIds: readonly string[]) {
  const from = await tx.sql
    .selectFrom('User')
    .select('name')
    .where('id', '=', run.fromUserId)
    .executeTakeFirstOrThrow();
  const earlier = await tx.sql
    .selectFrom('Notification')
    .selectAll()
    .where('recipientId', 'in', ['', ...recipientIds])
    .where('at', '>=', run.startedAt)
    .where(sql<string>`body -> 'params' ->> 'handOverId'`, '=', run.id)
    .execute();
  const cards = new Map(earlier.map((card): [string, Notification] => [card.recipientId, card]));
  return { fromName: from.name, cards };
}

const sum = (run: Share, more: Share): Share => ({
  customers: run.customers + more.customers,
  leads: run.leads + more.leads,
  followUps: run.followUps + more.followUps,
});

function handedOver({ id, fromUserId, toUserId, strategy, customers, leads, followUps }: HandOverRow): Change {
  const data = { handOverId: id, fromUserId, toUserId, strategy, customers, leads, followUps };
  return event('HANDED_OVER', { data });
}
