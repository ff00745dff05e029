import type { FieldChange } from '../domain/change.js';
import { may } from '../domain/policy.js';
import type { Context } from './context.js';
import type { MaybePast } from './queries/rows.js';

/** A customer or lead, as far as it says who holds it: a lead that became a customer is held as that is. */
interface Held extends MaybePast {
  readonly customerId?: string | null;
  readonly ownerId: string | null;
  readonly poolId: string | null;
}

interface Contacts extends Held {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly wechat: string | null;
}

const CONTACT_FIELDS: readonly string[] = ['phone', 'email', 'wechat'];

/** Whether contact details are hidden from the viewer: nobody owns it, and its pool shows them only to whoever claims it, and to managers. */
export function contactsMasked(held: Held, ctx: Context): boolean | Promise<boolean> {
  const { customerId, ownerId, poolId }: Held = held.past?.heldNow ?? held;
  const { viewer, loaders } = ctx;
  if (customerId) return loaders.customer.load(customerId).then((held) => held === null || contactsMasked(held, ctx));
  if (ownerId !== null || poolId === null) return false;
  if (viewer !== null && may(viewer, 'seeEverybody')) return false;
  return loaders.pool.load(poolId).then((pool) => pool === null || pool.rules.maskContacts);
}

/** The contact detail, or null while it is hidden. */
export async function shownContact(
  held: Contacts,
  field: 'phone' | 'email' | 'wechat',
  ctx: Context,
): Promise<string | null> {
  const value = held[field];
  return value === null || (await contactsMasked(held, ctx)) ? null : value;
}

/** Where nobody knew a name, a contact detail stands in for it, and is hidden like one. */
export async function shownName(held: Contacts, ctx: Context): Promise<string> {
  const { name } = held;
  return isContactOf(held, name) && (await contactsMasked(held, ctx)) ? withoutMiddle(name) : name;
}

export const mayTellContacts = ({ field }: FieldChange): boolean => field === 'name' || CONTACT_FIELDS.includes(field);

/** What changed, as it may be told while contact details are hidden: in history they are hidden too, also where one stood in for the name. */
export function changeWithoutContacts(held: Contacts | null, { field, ...values }: FieldChange): FieldChange {
  const shown = (value: unknown) => (isHidden(held, field, value) ? null : value);
  return { field, old: shown(values.old), new: shown(values.new) };
}

function isHidden(held: Contacts | null, field: string, value: unknown): boolean {
  return CONTACT_FIELDS.includes(field) || (field === 'name' && (held === null || isContactOf(held, value)));
}

const isContactOf = ({ phone, email, wechat }: Contacts, value: unknown): boolean =>
  [phone, email, wechat].some((contact) => contact !== null && contact === value);

/** Enough to recognise it by, too little to use it: the last four signs and what stands before the four hidden ones. */
export function withoutMiddle(text: string): string {
  const signs = Array.from(text);
  if (signs.length < 8) return '*'.repeat(signs.length);
  return [...signs.slice(0, -8), '****', ...signs.slice(-4)].join('');
}
