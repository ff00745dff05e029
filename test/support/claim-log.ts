import type { FieldChange } from '../../domain/change.js';
import { rowsOf } from './customers.js';
import type { House } from './house.js';

interface Logged {
  readonly type: string;
  readonly at: Date;
  readonly customerId: string;
  readonly changes: readonly FieldChange[];
}

/** What the log says went wrong with claims: nothing, if every customer always had one owner and nobody more than their limits. */
export async function faultsOfClaims(
  house: Pick<House, 'database'>,
  { dailyLimit, cap }: { dailyLimit: number; cap: number },
): Promise<string[]> {
  const events = (await rowsOf(
    house,
    'Event',
    `"customerId" is not null order by at, tx, ordinal`,
  )) as unknown as Logged[];
  const owners = new Map<string, string | null>();
  const held = new Map<string, number>();
  const claims = new Map<string, number>();
  const faults: string[] = [];
  for (const { type, customerId, changes } of events) {
    const owner = changes.find(({ field }) => field === 'ownerId');
    if (!owner) continue;
    const [before, now] = [owner.old as string | null, owner.new as string | null];
    if ((owners.get(customerId) ?? null) !== before) faults.push(`${customerId} was not ${before}'s`);
    if (type === 'CUSTOMER_CLAIMED' && before !== null) faults.push(`${customerId} was claimed from ${before}`);
    owners.set(customerId, now);
    if (before !== null) held.set(before, held.get(before)! - 1);
    if (now !== null) held.set(now, (held.get(now) ?? 0) + 1);
    if (type === 'CUSTOMER_CLAIMED') claims.set(now!, (claims.get(now!) ?? 0) + 1);
    if (now !== null && held.get(now)! > cap) faults.push(`${now} held ${held.get(now)}`);
  }
  for (const [person, count] of claims) if (count > dailyLimit) faults.push(`${person} claimed ${count}`);
  for (const { id, ownerId } of await rowsOf(house, 'Customer'))
    if ((owners.get(id as string) ?? null) !== ownerId) faults.push(`${String(id)} stands apart from its log`);
  return faults;
}
