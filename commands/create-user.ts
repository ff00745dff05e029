import { event } from '../domain/change.js';
import { accept } from '../domain/decision.js';
import type { Role } from '../domain/people.js';
import {
  changedFields,
  checkDoer,
  checkUser,
  withWishes,
  type UserFields,
  type UserWishes,
} from '../domain/people/user.js';
import { command } from './command.js';
import type { NewPassword } from './passwords.js';
import { checkDelegate, refuseTaken, settleTeamLeads } from './store/people.js';

export interface CreateUser extends UserWishes {
  readonly name: string;
  readonly role: Role;
  /** Without one they can't sign in yet. */
  readonly password?: NewPassword | null;
}

/** A new colleague; the first active TEAM_LEAD in a team without a lead leads it. */
export const createUser = command('createUser', async (tx, { password, ...wishes }: CreateUser, call) => {
  const id = call.newId('User');
  const user = withWishes({ ...NOBODY, locale: (await tx.loadSettings()).locale }, wishes);
  checkDoer(call.by, { password: Boolean(password), roles: [user.role] });
  checkUser(id, user, { hasPassword: Boolean(password) });
  await refuseTaken(tx, id, user);
  await checkDelegate(tx, user.delegateId);
  const row = { ...user, id, passwordHash: password?.hash ?? null, createdAt: call.now };
  await tx.sql
    .insertInto('User')
    .values({ ...row, teamId: null })
    .execute();
  const teamChanges = await settleTeamLeads(tx, id, null, user);
  await tx.sql.updateTable('User').set({ teamId: user.teamId }).where('id', '=', id).execute();
  const made = event('USER_CHANGED', { changes: changedFields(NOBODY, user), data: { userId: id } });
  return accept([made, ...teamChanges], { userId: id });
});

/** What somebody is before anything is said about them. */
const NOBODY: UserFields = {
  name: '',
  email: null,
  phone: null,
  wecomUserId: null,
  role: 'SALES',
  teamId: null,
  active: true,
  onLeaveUntil: null,
  delegateId: null,
  locale: 'ZH_CN',
};
