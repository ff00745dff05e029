import { set, type Changes, type FieldChange } from '../change.js';
import type { Customer, CustomerFile } from '../customer/customer.js';
import { latest } from '../latest.js';
import type { Logged } from './past.js';

/** What a customer's stage, owner or pool decide: a simulation decides them anew. */
const DECIDED: ReadonlySet<string> = new Set<keyof Customer>([
  'playbookId',
  'stage',
  'stageEnteredAt',
  'cycleStartedAt',
  'lossReason',
  'ownerId',
  'ownedSince',
  'lastOwnerId',
  'poolId',
  'pooledAt',
]);

/** When somebody last worked on or reached the customer: it never moves back. */
const CLOCKS = ['lastActivityAt', 'lastInteractionAt'] as const;

/** What was learned or noted, as the log tells it: facts, contact data, clocks; whatever the playbook says about it. */
export function recorded({ customer }: CustomerFile, entry: Logged): Changes {
  const to = fieldsIn(customer, entry.changes, (field) => !DECIDED.has(field));
  if (Object.keys(to).length === 0) return [];
  const clocks = CLOCKS.filter((name) => to[name]).map((name) => [name, latest([to[name]!, customer[name]])]);
  return [set('Customer', customer.id, { ...to, ...(Object.fromEntries(clocks) as Partial<Customer>) })];
}

/** The same with stage, owner and pool, where a simulation has no say in them. */
export function happened({ customer }: CustomerFile, { changes }: Logged): Changes {
  const to = fieldsIn(customer, changes, () => true);
  return Object.keys(to).length === 0 ? [] : [set('Customer', customer.id, to)];
}

/** The customer as it stood before everything that the log tells. */
export function customerBefore(customer: Customer, log: readonly Logged[]): Customer {
  const told = new Set<string>();
  const first = log
    .flatMap(({ changes }) => changes)
    .filter(({ field }) => !told.has(field) && told.add(field))
    .map(({ field, old }) => ({ field, new: old, old: null }));
  return { ...customer, ...fieldsIn(customer, first, () => true) };
}

/** Fields of the organisation's own are told one by one. */
const OWN_FIELD = 'customFields.';

function fieldsIn(
  customer: Customer,
  changes: readonly FieldChange[],
  isMeant: (field: string) => boolean,
): Partial<Customer> {
  const to: Record<string, unknown> = {};
  const own: Record<string, unknown> = {};
  for (const change of changes)
    if (change.field.startsWith(OWN_FIELD)) own[change.field.slice(OWN_FIELD.length)] = change.new;
    else if (change.field in customer && isMeant(change.field)) to[change.field] = revived(change.field, change.new);
  return Object.keys(own).length === 0 ? to : { ...to, customFields: withOwn(customer.customFields, own) };
}

/** One that was cleared isn't there any more. */
function withOwn(known: Customer['customFields'], changed: Record<string, unknown>): Customer['customFields'] {
  return Object.fromEntries(Object.entries({ ...known, ...changed }).filter(([, value]) => value !== null));
}

const INSTANT = /(At|Since|Date)$/;

/** The log is JSON, which knows no instants. */
const revived = (field: string, value: unknown): unknown =>
  typeof value === 'string' && INSTANT.test(field) ? new Date(value) : value;
