import { event, type FieldChange } from '../domain/change.js';
import { accept, badInput } from '../domain/decision.js';
import { message } from '../domain/message.js';
import {
  changedFields,
  checkUser,
  isAbleAdmin,
  withWishes,
  type UserFields,
  type UserWishes,
} from '../domain/people/user.js';
import { command } from './command.js';
import type { NewPassword } from './passwords.js';
import { checkDelegate, lockUserAndAdmins, refuseTaken, settleTeamLeads, type UserRow } from './store/people.js';
import type { Tx } from './store/tx.js';

export interface UpdateUser extends UserWishes {
  readonly userId: string;
  readonly password?: NewPassword | null;
}

/** Changes of somebody's role, team or standing hold at once: the next thing they ask is answered by them. */
export const updateUser = command('updateUser', async (tx, { userId, password, ...wishes }: UpdateUser, call) => {
  const { user: before, others } = await lockUserAndAdmins(tx, userId);
  const after = withWishes(before, wishes);
  const passwordHash = password?.hash ?? before.passwordHash;
  const changes = [...changedFields(before, after), ...(password ? [PASSWORD_SET] : [])];
  if (changes.length === 0) return accept([], { userId });
  checkUser(userId, after, { hasPassword: passwordHash !== null });
  refuseLosingLastAdmin(before, after, others);
  await refuseTaken(tx, userId, after);
  if (after.delegateId !== before.delegateId) await checkDelegate(tx, after.delegateId);
  const teamChanges = await settleTeamLeads(tx, userId, before, after);
  await tx.sql
    .updateTable('User')
    .set({ ...after, passwordHash })
    .where('id', '=', userId)
    .execute();
  if (!after.active) await endSessions(tx, userId, null);
  else if (password) await endSessions(tx, userId, call.by?.sessionId ?? null);
  return accept([event('USER_CHANGED', { changes, data: { userId } }), ...teamChanges], { userId });
});

/** That it was changed, never what it was. */
const PASSWORD_SET: FieldChange = { field: 'password', old: null, new: null };

function refuseLosingLastAdmin(before: UserRow, after: UserFields, others: readonly UserRow[]): void {
  const isAble = (row: UserRow) => isAbleAdmin(row, row.passwordHash !== null);
  if (!isAble(before) || isAbleAdmin(after, true) || others.some(isAble)) return;
  throw badInput(after.active ? 'role' : 'active', message('LAST_ADMIN'));
}

/** All sessions of a person, but for the one that asks for it. */
async function endSessions({ sql, now }: Tx, userId: string, exceptId: string | null): Promise<void> {
  const open = sql
    .updateTable('Session')
    .set({ revokedAt: now })
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null);
  await (exceptId === null ? open : open.where('id', '<>', exceptId)).execute();
}
