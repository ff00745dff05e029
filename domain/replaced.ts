import type { Changes, Records } from './change.js';
import type { CustomerFile } from './customer/customer.js';
import { isSameValue } from './field-changes.js';

/** The customer and what hangs on it, as far as it can be asked for as it was at an earlier time. */
export type KeptName = Exclude<
  keyof Records,
  | 'Claim'
  | 'Contract'
  | 'Deadline'
  | 'File'
  | 'Lead'
  | 'LeadClaim'
  | 'Merge'
  | 'Notification'
  | 'RefusedMove'
  | 'Team'
  | 'Touch'
>;

type Row = Readonly<Record<string, unknown>>;

/** What stood in the columns that an event changed, by table and row: from these, what was there at an earlier time is put together. */
export type Replaced = Readonly<Partial<Record<KeptName, Readonly<Record<string, Row>>>>>;

/** How far the telling of something has come, when silence takes a customer, and what only serves to look things up or to count: nobody asks how these were. */
const NOT_KEPT: ReadonlySet<string> = new Set([
  'reachedStep',
  'acknowledgedAt',
  'snoozedMs',
  'resumedAt',
  'planStep',
  'planResumedAt',
  'reclaimAt',
  'companyFolded',
  'qualifying',
  'cancelledAt',
]);

const ROWS: Readonly<Record<KeptName, (file: CustomerFile) => readonly { readonly id: string }[]>> = {
  Customer: ({ customer }) => [customer],
  StageVisit: ({ visit }) => (visit ? [visit] : []),
  FollowUp: ({ followUps }) => followUps,
  Quote: ({ quotes }) => quotes,
  Approval: ({ approvals }) => approvals,
  Deal: ({ deals }) => deals,
  Instalment: ({ deals }) => deals.flatMap(({ instalments }) => instalments),
  Payment: ({ deals }) => deals.flatMap(({ payments }) => payments),
  DealDelivery: ({ deals }) => deals.flatMap(({ delivery }) => delivery ?? []),
  ChecklistItem: ({ deals }) => deals.flatMap(({ delivery }) => delivery?.items ?? []),
};

/** What these changes replace of a customer; null where nothing of it could be asked for. */
export function replacedBy(file: CustomerFile, changes: Changes): Replaced | null {
  const replaced: Partial<Record<KeptName, Record<string, Row>>> = {};
  const added = new Set<string>();
  for (const change of changes) {
    if ('add' in change) added.add(change.row.id);
    if (!('set' in change) || !isKept(change.set) || added.has(change.id)) continue;
    const { set: table, id, to } = change;
    const columns = columnsReplaced(rowOf(file, table, id), to);
    if (Object.keys(columns).length > 0) (replaced[table] ??= {})[id] = { ...replaced[table]?.[id], ...columns };
  }
  return Object.keys(replaced).length > 0 ? replaced : null;
}

const isKept = (name: keyof Records): name is KeptName => name in ROWS;

function rowOf(file: CustomerFile, table: KeptName, id: string): Row {
  const row = ROWS[table](file).find((one) => one.id === id);
  if (!row) throw new Error(`${id} changes without having been read: nobody would know how it was`);
  return { ...row };
}

function columnsReplaced(row: Row, to: object): Row {
  const columns = Object.entries(to).filter(([name, value]) => !NOT_KEPT.has(name) && !isSameValue(row[name], value));
  return Object.fromEntries(columns.map(([name]) => [name, row[name] ?? null]));
}
