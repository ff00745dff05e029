import { Decimal } from 'decimal.js';
import { message, sameInBoth, type Label, type Message } from '../message.js';
import type { UnmetCondition } from '../refusal.js';
import { findField, labelOfField, valueOf, type CustomField, type CustomValues } from './custom-field.js';
import { readValue } from './read-value.js';

/** What a playbook may ask of one of the organisation's own fields; without a comparison, that it is filled in. */
export interface FieldCondition {
  /** The field's code. */
  readonly customField: string;
  readonly equals?: unknown;
  readonly in?: readonly unknown[];
  /** Of numbers, decimals and days. */
  readonly atLeast?: unknown;
}

export const FIELD_COMPARISONS = ['equals', 'in', 'atLeast'] as const;

/** Whether the recorded value is what is asked for; of several options, one is enough. A value that the field can't hold is met by nothing. */
export function fieldConditionHolds(
  condition: FieldCondition,
  values: CustomValues,
  fields: readonly CustomField[],
): boolean {
  const field = findField(fields, condition.customField);
  const value = valueOf(values, condition.customField);
  if (!field || value === undefined) return false;
  const said = Array.isArray(value) ? value : [value];
  const oneOf = (wanted: readonly unknown[]) =>
    wanted.some((one) => wantedOf(field, one).some((w) => said.includes(w)));
  if (condition.equals !== undefined) return oneOf([condition.equals]);
  if (condition.in !== undefined) return oneOf(condition.in);
  return condition.atLeast === undefined || isAtLeast(field, value, condition.atLeast);
}

/** In the spelling that values have. */
function wantedOf(field: CustomField, wanted: unknown): readonly unknown[] {
  const read = readValue(field, wanted);
  if ('problem' in read || read.value === null) return [];
  return Array.isArray(read.value) ? (read.value as readonly unknown[]) : [read.value];
}

function isAtLeast(field: CustomField, value: unknown, least: unknown): boolean {
  const [wanted] = wantedOf(field, least);
  if (wanted === undefined) return false;
  if (field.type === 'DATE') return (value as string) >= (wanted as string);
  if (field.type !== 'NUMBER' && field.type !== 'DECIMAL') return false;
  return new Decimal(value as string | number).greaterThanOrEqualTo(wanted as string | number);
}

/** What is missing, by the names that people know the field and its options by. */
export function unmetField(condition: FieldCondition, fields: readonly CustomField[]): UnmetCondition {
  const path = `customFields.${condition.customField}`;
  const field = labelOfField(fields, condition.customField);
  const guide = { mutation: 'updateCustomer', fields: [path], title: message('GUIDE_CUSTOM_FIELD', { field }) };
  return { code: 'CUSTOM_FIELD', field: path, message: sentence(condition, fields), givenWithMove: true, guide };
}

function sentence({ customField, equals, in: list, atLeast }: FieldCondition, fields: readonly CustomField[]): Message {
  const field = labelOfField(fields, customField);
  const named = (wanted: readonly unknown[]) => namesOf(findField(fields, customField), wanted);
  if (equals !== undefined) return message('UNMET_CUSTOM_FIELD_IN', { field, values: named([equals]) });
  if (list !== undefined) return message('UNMET_CUSTOM_FIELD_IN', { field, values: named(list) });
  if (atLeast !== undefined) return message('UNMET_CUSTOM_FIELD_AT_LEAST', { field, least: named([atLeast]) });
  return message('UNMET_CUSTOM_FIELD', { field });
}

const YES_NO: Readonly<Record<string, Label>> = {
  true: { 'zh-CN': '是', en: 'yes' },
  false: { 'zh-CN': '否', en: 'no' },
};

function namesOf(field: CustomField | undefined, wanted: readonly unknown[]): Label {
  const labels = wanted.map((one) => {
    const option = field?.options?.find(({ code }) => code === one);
    return option?.label ?? (typeof one === 'boolean' ? YES_NO[String(one)]! : sameInBoth(String(one)));
  });
  return { 'zh-CN': labels.map((one) => one['zh-CN']).join('、'), en: labels.map(({ en }) => en).join(', ') };
}
