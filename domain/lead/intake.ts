import {
  codeIn,
  isOwnFieldPath,
  ownFieldPath,
  type CustomField,
  type CustomValues,
  type OwnFieldPath,
} from '../custom-field/custom-field.js';
import { badInput } from '../decision.js';
import { message } from '../message.js';

/** The fields that a delivery may fill, named as those of captureLead. */
export const INTAKE_FIELDS = [
  'externalId',
  'name',
  'company',
  'phone',
  'email',
  'wechat',
  'unionId',
  'wecomExternalUserId',
  'productInterest',
  'region',
  'campaign',
  'tags',
  'message',
  'consented',
] as const;
export type IntakeField = (typeof INTAKE_FIELDS)[number];

/** Where a delivered value goes: one of those, or one of the organisation's own fields. */
type Target = IntakeField | OwnFieldPath;

export type Delivered = Readonly<Record<string, unknown>>;

/** A delivery in our words, and what its sender calls each field. */
export interface ReadDelivery {
  readonly given: { readonly [F in Exclude<IntakeField, 'tags' | 'consented'>]?: string } & {
    readonly tags?: readonly string[];
    readonly consented?: boolean;
    /** As they were delivered. */
    readonly customFields?: CustomValues;
  };
  readonly theirName: (field: string) => string;
}

export const isIntakeField = (name: unknown): name is IntakeField => INTAKE_FIELDS.some((field) => field === name);

/** Whether a delivery may hold something for the organisation's own fields. */
export const mayFillOwnFields = (delivered: Delivered, mapping: Delivered | null): boolean =>
  Object.values(mapping ?? {}).some(isOwnFieldPath) ||
  Object.keys(delivered).some((name) => name === 'customFields' || isOwnFieldPath(name));

/**
 * Reads a delivery by its source's mapping, from their names (`contact.mobile` reaches into objects) to ours. The first of several that
 * says something counts; a name that the mapping doesn't mention is ours already. `ownFields` are the organisation's own that leads have.
 */
export function readDelivery(
  delivered: Delivered,
  mapping: Delivered | null,
  ownFields: readonly CustomField[] = [],
): ReadDelivery {
  const found = new Map<string, { readonly name: string; readonly value: unknown }>();
  for (const { name, target } of namesIn(mapping, ownFields)) {
    const value = valueAt(delivered, name);
    if (!found.has(target) && !isEmpty(value)) found.set(target, { name, value });
  }
  const named = [...found].map(([target, at]) => ({ target: target as Target, ...at }));
  const own = named.flatMap(({ target, value }) => (isOwnFieldPath(target) ? [[codeIn(target), value]] : []));
  const given = Object.fromEntries([
    ...named.flatMap(({ target, value, name }) =>
      isOwnFieldPath(target) ? [] : [[target, readAs(target, value, name)]],
    ),
    ...(own.length > 0 ? [['customFields', Object.fromEntries(own)]] : []),
  ]) as ReadDelivery['given'];
  return { given, theirName: (field) => found.get(field)?.name ?? field };
}

export const WHO = ['name', 'company', 'phone', 'email', 'wechat', 'unionId', 'wecomExternalUserId'] as const;

/** Whether a delivery says who it is about, or how to reach them. */
export const saysWho = (given: ReadDelivery['given']): boolean => WHO.some((field) => given[field] !== undefined);

function namesIn(
  mapping: Delivered | null,
  ownFields: readonly CustomField[],
): readonly { name: string; target: Target }[] {
  const ours: readonly Target[] = [...INTAKE_FIELDS, ...ownFields.map(({ code }) => ownFieldPath(code))];
  const mapped = Object.entries(mapping ?? {}).flatMap(([name, target]) => {
    const known = ours.find((one) => one === target);
    return known ? [{ name, target: known }] : [];
  });
  const unmapped = ours.filter((target) => !mapped.some(({ name }) => name === target));
  return [...mapped, ...unmapped.map((target) => ({ name: target, target }))];
}

function valueAt(delivered: Delivered, name: string): unknown {
  if (Object.hasOwn(delivered, name)) return delivered[name];
  return name
    .split('.')
    .reduce<unknown>(
      (inner, step) => (isObject(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined),
      delivered,
    );
}

const isObject = (value: unknown): value is Delivered =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const readAs = (field: IntakeField, value: unknown, name: string) =>
  field === 'tags' ? readTags(value, name) : field === 'consented' ? readYes(value, name) : readText(value, name);

/** Senders write phone numbers as numbers, too. */
function readText(value: unknown, name: string): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  throw badInput(name, message('NOT_A_TEXT'));
}

const YES: ReadonlySet<unknown> = new Set([true, 1, 'true', '1', 'on', 'yes', 'y', '是', '同意', '√', '✓']);
const NO: ReadonlySet<unknown> = new Set([false, 0, 'false', '0', 'off', 'no', 'n', '否', '不同意']);

/** A ticked box, however its form says so. */
function readYes(value: unknown, name: string): boolean {
  const said = typeof value === 'string' ? value.normalize('NFKC').trim().toLowerCase() : value;
  if (!YES.has(said) && !NO.has(said)) throw badInput(name, message('NOT_A_YES_OR_NO'));
  return YES.has(said);
}

/** A list, or one text with commas. */
function readTags(value: unknown, name: string): readonly string[] {
  const tags = typeof value === 'string' ? value.split(/[,，、;；]/) : value;
  if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string'))
    throw badInput(name, message('NOT_A_TAG_LIST'));
  return (tags as string[]).map((tag) => tag.trim()).filter((tag) => tag !== '');
}
