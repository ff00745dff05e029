import type { Selectable } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { User } from '../../schema/generated/kysely/types.js';

/** What the API may show of a user; the password's hash never leaves the store. */
export const USER_COLUMNS = [
  'id',
  'name',
  'email',
  'phone',
  'wecomUserId',
  'role',
  'teamId',
  'active',
  'onLeaveUntil',
  'delegateId',
  'locale',
  'apiKeyId',
] as const;

export type UserRow = Pick<Selectable<User>, (typeof USER_COLUMNS)[number]>;

/** Owners and authors stand in every list, so they are read by hand-written SQL. */
export function usersById({ sql: db }: Database, ids: readonly string[]): Promise<UserRow[]> {
  return db.selectFrom('User').select(USER_COLUMNS).where('id', 'in', ids).execute();
}

export function membersOf({ sql: db }: Database, teamIds: readonly string[]): Promise<UserRow[]> {
  return db
    .selectFrom('User')
    .select(USER_COLUMNS)
    .where('teamId', 'in', teamIds)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export const teamsById = ({ prisma }: Database, ids: readonly string[]) =>
  prisma.team.findMany({ where: { id: { in: [...ids] } } });

export const allTeams = ({ prisma }: Database) => prisma.team.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] });

export type TeamRow = Awaited<ReturnType<typeof teamsById>>[number];
