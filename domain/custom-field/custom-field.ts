import type { Label } from '../message.js';

export const CUSTOM_FIELD_TYPES = ['TEXT', 'NUMBER', 'DECIMAL', 'DATE', 'BOOLEAN', 'OPTION', 'MULTI_OPTION'] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

/** From where on a field is filled in: one of a lead goes along to its customer, one of a customer is the customer's alone. */
export const CUSTOM_FIELD_PLACES = ['LEAD', 'CUSTOMER'] as const;
export type CustomFieldPlace = (typeof CUSTOM_FIELD_PLACES)[number];

/** One of the values that a field offers. */
export interface CustomFieldOption {
  readonly code: string;
  readonly label: Label;
  /** Kept where it was chosen, and chosen no more. */
  readonly archived?: boolean;
}

/** A field that an organisation keeps about its leads and customers besides those that everybody has. */
export interface CustomField {
  readonly code: string;
  readonly label: Label;
  readonly type: CustomFieldType;
  readonly on: CustomFieldPlace;
  /** Of OPTION and MULTI_OPTION only. */
  readonly options?: readonly CustomFieldOption[];
  /** Its values stay and are shown; nobody fills it in any more. */
  readonly archived?: boolean;
}

/** One value in its one spelling: decimals and days are texts, several options a list in the field's order. */
export type CustomValue = string | number | boolean | readonly string[];

/** By the fields' codes; what isn't known isn't there. */
export type CustomValues = Readonly<Record<string, unknown>>;

export const findField = (fields: readonly CustomField[], code: string): CustomField | undefined =>
  fields.find((field) => field.code === code);

/** What people call a field; a code that there is no field for stays a code. */
export const labelOfField = (fields: readonly CustomField[], code: string): Label | string =>
  findField(fields, code)?.label ?? code;

/** Whether leads have it, too: a lead's fields are its customer's as well. */
export const isOfLeads = ({ on }: CustomField): boolean => on === 'LEAD';

const OWN_PREFIX = 'customFields.';

/** Where mappings and conditions name one of the organisation's own fields. */
export const ownFieldPath = (code: string): OwnFieldPath => `${OWN_PREFIX}${code}`;
export type OwnFieldPath = `${typeof OWN_PREFIX}${string}`;

export const isOwnFieldPath = (path: unknown): path is OwnFieldPath =>
  typeof path === 'string' && path.startsWith(OWN_PREFIX);

export const codeIn = (path: OwnFieldPath): string => path.slice(OWN_PREFIX.length);

/** Those that are filled in now: with leads, only those that leads have. */
export const fieldsFilledIn = (fields: readonly CustomField[], on: CustomFieldPlace): readonly CustomField[] =>
  fields.filter((field) => !field.archived && (on === 'CUSTOMER' || isOfLeads(field)));

/** What is recorded under this code, or undefined; a code is no property that every object has. */
export const valueOf = (values: CustomValues, code: string): unknown =>
  Object.hasOwn(values, code) ? values[code] : undefined;
