import type { CustomerFile } from '../customer/customer.js';

/** A time that a clock doesn't count. */
export interface Stop {
  readonly beganAt: Date;
  readonly endedAt: Date;
}

/** When a clock that began `since` and would end at `dueAt` ends, as it stood still in between; two stops at once count once. */
export function withStops(stops: readonly Stop[], since: Date, dueAt: Date): Date {
  const inOrder = [...stops].sort((a, b) => a.beganAt.getTime() - b.beganAt.getTime());
  let due = dueAt.getTime();
  let counted = since.getTime();
  for (const { beganAt, endedAt } of inOrder) {
    const from = Math.max(beganAt.getTime(), counted);
    const stood = endedAt.getTime() - from;
    if (from >= due || stood <= 0) continue;
    due += stood;
    counted = endedAt.getTime();
  }
  return new Date(due);
}

/** While a superior had to decide: nobody is to lose a customer because a superior took their time. While a request is pending no such clock runs at all. */
export const approvalStops = ({ approvals }: Pick<CustomerFile, 'approvals'>): readonly Stop[] =>
  approvals.flatMap(({ requestedAt, decidedAt }) =>
    decidedAt === null ? [] : [{ beganAt: requestedAt, endedAt: decidedAt }],
  );

/** The same, and while we were out of order: nobody can work on a customer then. */
export const allStops = (file: CustomerFile): readonly Stop[] => [...approvalStops(file), ...file.outages];
