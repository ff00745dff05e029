import type { Selectable } from 'kysely';
import { event, type Change } from '../../domain/change.js';
import { badInput, notFound } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { givesUp, leadsByJoining, mayLeadTeams, type UserFields } from '../../domain/people/user.js';
import type { User } from '../../schema/generated/kysely/types.js';
import type { Tx } from './tx.js';

export type UserRow = Selectable<User>;

/** The person and all active administrators, locked in one order: two administrators can't remove each other. */
export async function lockUserAndAdmins(
  { sql }: Tx,
  userId: string,
): Promise<{ user: UserRow; others: readonly UserRow[] }> {
  const rows = await sql
    .selectFrom('User')
    .selectAll()
    .where((where) =>
      where.or([where('id', '=', userId), where.and([where('role', '=', 'ADMIN'), where('active', '=', true)])]),
    )
    .where('apiKeyId', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const user = rows.find(({ id }) => id === userId);
  if (!user) throw notFound('userId');
  return { user, others: rows.filter(({ id }) => id !== userId) };
}

/** What somebody signs in with, or is known by elsewhere, is nobody else's. */
export async function refuseTaken({ sql }: Tx, userId: string, user: UserFields): Promise<void> {
  for (const field of ['email', 'phone', 'wecomUserId'] as const) {
    const value = user[field];
    if (value === null) continue;
    const other = sql.selectFrom('User').select('id').where(field, '=', value).where('id', '<>', userId);
    if (await other.executeTakeFirst()) throw badInput(field, message('LOGIN_TAKEN'));
  }
}

/** Somebody stands in who exists and is there. */
export async function checkDelegate(tx: Tx, delegateId: string | null): Promise<void> {
  if (delegateId === null) return;
  const { active } = await tx.loadPerson(delegateId, 'delegateId');
  if (!active) throw badInput('delegateId', message('USER_INACTIVE'));
}

/** Who is to lead a team, kept as they are until the end of the transaction. */
export async function checkTeamLead({ sql }: Tx, leadId: string | null): Promise<void> {
  if (leadId === null) return;
  const person = await sql
    .selectFrom('User')
    .select(['active', 'role'])
    .where('id', '=', leadId)
    .forShare()
    .executeTakeFirst();
  if (!person) throw notFound('leadId');
  if (!mayLeadTeams(person)) throw badInput('leadId', message('LEAD_NOT_LEADER'));
}

export async function refuseTakenTeamName({ sql }: Tx, teamId: string, name: string): Promise<void> {
  const other = sql.selectFrom('Team').select('id').where('name', '=', name).where('id', '<>', teamId);
  if (await other.executeTakeFirst()) throw badInput('name', message('NAME_TAKEN'));
}

/**
 * Who leads which team after somebody joined, left, rose or fell: a team without a lead gets the first active TEAM_LEAD who joins it,
 * and a lead who gives it up is followed by the active TEAM_LEAD who was there first, if there is one.
 */
export async function settleTeamLeads(
  tx: Tx,
  userId: string,
  before: UserFields | null,
  after: UserFields,
): Promise<Change[]> {
  const teams = await lockTeams(tx, userId, after.teamId);
  if (after.teamId !== null && !teams.some(({ id }) => id === after.teamId)) throw notFound('teamId');
  const changes: Change[] = [];
  for (const { id, leadId } of teams) {
    const isGivenUp = leadId === userId && before !== null && givesUp(id, before, after);
    const isVacant = leadId === null && id === after.teamId && leadsByJoining(after) && !wasThere(before, id);
    if (isGivenUp) changes.push(await setLead(tx, id, leadId, await firstTeamLead(tx, id, userId)));
    if (isVacant) changes.push(await setLead(tx, id, null, userId));
  }
  return changes;
}

const wasThere = (before: UserFields | null, teamId: string): boolean =>
  before !== null && before.teamId === teamId && leadsByJoining(before);

function lockTeams({ sql }: Tx, leadId: string, teamId: string | null) {
  return sql
    .selectFrom('Team')
    .select(['id', 'leadId'])
    .where((where) => where.or([where('leadId', '=', leadId), ...(teamId === null ? [] : [where('id', '=', teamId)])]))
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The active TEAM_LEAD who has been there longest. */
export async function firstTeamLead({ sql }: Tx, teamId: string, exceptId = ''): Promise<string | null> {
  const first = await sql
    .selectFrom('User')
    .select('id')
    .where('teamId', '=', teamId)
    .where('role', '=', 'TEAM_LEAD')
    .where('active', '=', true)
    .where('id', '<>', exceptId)
    .orderBy('createdAt')
    .orderBy('id')
    .executeTakeFirst();
  return first?.id ?? null;
}

async function setLead({ sql }: Tx, teamId: string, from: string | null, to: string | null): Promise<Change> {
  await sql.updateTable('Team').set({ leadId: to }).where('id', '=', teamId).execute();
  return event('TEAM_CHANGED', { changes: [{ field: 'leadId', old: from, new: to }], data: { teamId } });
}
