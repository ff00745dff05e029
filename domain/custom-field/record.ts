import { badInputs } from '../decision.js';
import { message, type Message } from '../message.js';
import type { InputProblem } from '../refusal.js';
import {
  findField,
  isOfLeads,
  valueOf,
  type CustomField,
  type CustomFieldPlace,
  type CustomValue,
  type CustomValues,
} from './custom-field.js';
import { readValue } from './read-value.js';

/** Where values are recorded: the organisation's fields, whose they are, and what is known there already. */
export interface Recording {
  readonly fields: readonly CustomField[];
  readonly on: CustomFieldPlace;
  readonly known: CustomValues;
}

/** What is known once these are recorded, each in its one spelling; null takes one away. Everything that can't be is told at once, by its code. */
export function withCustomValues(given: CustomValues, recording: Recording): CustomValues {
  const problems: InputProblem[] = [];
  const values = new Map(Object.entries(recording.known));
  for (const [code, said] of Object.entries(given)) {
    const read = valueFor(code, said, recording);
    if ('problem' in read) problems.push({ field: `customFields.${code}`, text: read.problem });
    else if (read.value === null) values.delete(code);
    else values.set(code, read.value);
  }
  if (problems.length > 0) throw badInputs(problems);
  return Object.fromEntries(values);
}

type Read = { readonly value: CustomValue | null } | { readonly problem: Message };

/** What is there already may be said again, though its field or option is offered no more. */
function valueFor(code: string, said: unknown, { fields, on, known }: Recording): Read {
  const field = findField(fields, code);
  const there = valueOf(known, code);
  if (!field && said === null && there !== undefined) return { value: null };
  if (!field) return { problem: message('CUSTOM_FIELD_UNKNOWN') };
  if (on === 'LEAD' && !isOfLeads(field)) return { problem: message('CUSTOM_FIELD_OF_CUSTOMERS') };
  const read = readValue(field, said);
  if ('problem' in read || read.value === null) return read;
  if (JSON.stringify(there) === JSON.stringify(read.value)) return read;
  if (field.archived) return { problem: message('CUSTOM_FIELD_ARCHIVED') };
  const gone = field.options?.some((option) => option.archived && isNewly(option.code, read.value, there)) ?? false;
  return gone ? { problem: message('CUSTOM_FIELD_OPTION_ARCHIVED') } : read;
}

const isNewly = (option: string, value: CustomValue | null, there: unknown): boolean =>
  isChosen(option, value) && !isChosen(option, there);

const isChosen = (option: string, value: unknown): boolean =>
  Array.isArray(value) ? value.includes(option) : value === option;
