import { event, type Changes, type FieldChange } from '../domain/change.js';
import { accept, badInput, type Call } from '../domain/decision.js';
import { message } from '../domain/message.js';
import {
  changedFields,
  checkDoer,
  checkUser,
  isAbleAdmin,
  withWishes,
  type UserFields,
  type UserWishes,
} from '../domain/people/user.js';
import { settled } from '../domain/settle.js';
import { command } from './command.js';
import { rearmForOwner } from './rearm-batch.js';
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
  const after = leaveEnded(before, withWishes(before, wishes), call.now);
  const passwordHash = password?.hash ?? before.passwordHash;
  const changes = [...changedFields(before, after), ...(password ? [PASSWORD_SET] : [])];
  if (changes.length === 0) return accept([], { userId });
  checkDoer(call.by, { password: Boolean(password), roles: [before.role, after.role] });
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
  if (after.teamId !== before.teamId || after.onLeaveUntil?.getTime() !== before.onLeaveUntil?.getTime())
    await rearmForOwner(tx, userId, before);
  if (!after.active) await endSessions(tx, userId, null);
  else if (password) await endSessions(tx, userId, call.by?.sessionId ?? null);
  const requests = before.active && !after.active ? await requestsWithout(tx, userId, call) : [];
  return accept([event('USER_CHANGED', { changes, data: { userId } }), ...teamChanges, ...requests], { userId });
});

/** Who comes back early was away until now: what they couldn't do meanwhile isn't held against them. */
const leaveEnded = (before: UserFields, after: UserFields, now: Date): UserFields =>
  after.onLeaveUntil === null && before.onLeaveUntil !== null && before.onLeaveUntil > now
    ? { ...after, onLeaveUntil: now }
    : after;

/** What somebody asked for ends with them, and what they were to decide goes to the next superior. */
async function requestsWithout(tx: Tx, userId: string, call: Call): Promise<Changes> {
  const pending = tx.sql
    .selectFrom('Approval')
    .select('customerId')
    .where('outcome', '=', 'PENDING')
    .where((where) => where.or([where('requestedById', '=', userId), where('approverId', '=', userId)]));
  const files = await tx.lockCustomers((await pending.execute()).map(({ customerId }) => customerId));
  return files.flatMap((file) => settled(file, [], call));
}

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
