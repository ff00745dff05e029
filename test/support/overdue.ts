import { CreateCustomerDocument } from '../../clients/sdk/generated/operations.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import type { Api } from './api.js';
import { clientOf } from './clients.js';

export interface Obligation {
  readonly customerId: string;
  readonly deadlineId: string;
  readonly followUpId: string;
}

const SYSTEM = { by: null };

let phone = 13_900_000_000;

/** The next action of somebody's new customer, due a moment ago. */
export async function anOverdueAction(api: Api, token: string): Promise<Obligation> {
  const { createCustomer } = await clientOf(api, token).request(CreateCustomerDocument, {
    input: { name: '周敏', phone: String(phone++) },
  });
  const customerId = createCustomer.customer!.id;
  const { sql: db } = api.database;
  const { id, followUpId } = await db
    .selectFrom('Deadline')
    .select(['id', 'followUpId'])
    .where('customerId', '=', customerId)
    .where('kind', '=', 'STAGE_ACTION')
    .where('step', '=', 0)
    .executeTakeFirstOrThrow();
  const dueAt = new Date(Date.now() - 1000);
  await db.updateTable('FollowUp').set({ dueAt }).where('id', '=', followUpId).execute();
  await db.updateTable('Deadline').set({ dueAt }).where('id', '=', id).execute();
  return { customerId, deadlineId: id, followUpId: followUpId! };
}

/** Superiors hear one step after the other, as if the time had passed. */
export async function escalate(api: Api, { followUpId, deadlineId }: Obligation, steps: number): Promise<void> {
  await api.run(reachDeadline, { deadlineId }, SYSTEM);
  for (let step = 1; step <= steps; step += 1) {
    const { sql: db } = api.database;
    const next = db.updateTable('Deadline').set({ dueAt: new Date(Date.now() - 1) });
    const row = next.where('followUpId', '=', followUpId).where('step', '=', step).where('status', '=', 'ARMED');
    const { id } = await row.returning('id').executeTakeFirstOrThrow();
    await api.run(reachDeadline, { deadlineId: id }, SYSTEM);
  }
}
