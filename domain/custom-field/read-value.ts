import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { message, type Message } from '../message.js';
import type { CustomField, CustomFieldOption, CustomFieldType, CustomValue } from './custom-field.js';

/** A value in its one spelling; null where nothing was said; or why it can't be one. */
export type ReadValue = { readonly value: CustomValue | null } | { readonly problem: Message };

export const LONGEST_TEXT = 2000;
const LARGEST_NUMBER = 1e15;
/** Digits before and after the point. */
const WIDEST_DECIMAL = [18, 6] as const;

/** Reads a value of a field as people and machines write it: a number may be a text, a day may have slashes, an option may be called by its label. */
export function readValue(field: CustomField, given: unknown): ReadValue {
  if (given === null || given === undefined) return { value: null };
  const said = typeof given === 'string' ? given.trim() : given;
  if (said === '') return { value: null };
  return READERS[field.type](said, field);
}

type Reader = (given: unknown, field: CustomField) => ReadValue;

const READERS: Readonly<Record<CustomFieldType, Reader>> = {
  TEXT: (given) => {
    if (typeof given !== 'string') return problem('CUSTOM_FIELD_NOT_A_TEXT');
    if (Array.from(given).length > LONGEST_TEXT) return { problem: message('TOO_LONG', { max: LONGEST_TEXT }) };
    return { value: given };
  },
  NUMBER: (given) => {
    const number = typeof given === 'string' && isNumeral(given) ? Number(plain(given)) : given;
    const isNumber = typeof number === 'number' && Number.isFinite(number) && Math.abs(number) <= LARGEST_NUMBER;
    return isNumber ? { value: number } : problem('CUSTOM_FIELD_NOT_A_NUMBER');
  },
  DECIMAL: (given) => {
    const text = typeof given === 'number' ? String(given) : given;
    if (typeof text !== 'string' || !isNumeral(text)) return problem('CUSTOM_FIELD_NOT_A_DECIMAL');
    const decimal = new Decimal(plain(text));
    const [before, after] = WIDEST_DECIMAL;
    const fits = decimal.decimalPlaces() <= after && decimal.abs().lessThan(new Decimal(10).pow(before));
    return fits ? { value: decimal.isZero() ? '0' : decimal.toFixed() } : problem('CUSTOM_FIELD_NOT_A_DECIMAL');
  },
  DATE: (given) => {
    const [, year, month, day] = (typeof given === 'string' && DAY.exec(given)) || [];
    const date = DateTime.utc(Number(year), Number(month), Number(day));
    return date.isValid ? { value: date.toISODate() } : problem('CUSTOM_FIELD_NOT_A_DAY');
  },
  BOOLEAN: (given) => {
    if (typeof given === 'boolean') return { value: given };
    const word = String(given).toLowerCase();
    if (YES.has(word)) return { value: true };
    return NO.has(word) ? { value: false } : problem('CUSTOM_FIELD_NOT_A_BOOLEAN');
  },
  OPTION: (given, field) => {
    const option = optionOf(field, given);
    return option ? { value: option.code } : notAnOption(field);
  },
  MULTI_OPTION: (given, field) => {
    const chosen = listOf(given).map((one) => optionOf(field, one));
    if (chosen.includes(undefined)) return notAnOption(field);
    const codes = (field.options ?? []).filter((option) => chosen.includes(option)).map(({ code }) => code);
    return { value: codes.length > 0 ? codes : null };
  },
};

const isNumeral = (text: string): boolean => /^[+-]?(\d{1,3}(,\d{3})+|\d{1,20})(\.\d{1,20})?$/.test(text);

/** Without what separates thousands. */
const plain = (text: string): string => text.replaceAll(',', '').replace(/^\+/, '');

const DAY = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;

const YES = new Set(['true', 'yes', 'y', '1', '是', '有']);
const NO = new Set(['false', 'no', 'n', '0', '否', '无']);

/** Several options as a list, or as one text with separators between them. */
const listOf = (given: unknown): readonly unknown[] => {
  if (typeof given !== 'string') return Array.isArray(given) ? given : [given];
  return given
    .split(/[,，;；、|]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
};

/** By its code, else by what it is called in either language. */
function optionOf({ options = [] }: CustomField, given: unknown): CustomFieldOption | undefined {
  const text = typeof given === 'string' ? given.trim() : given;
  return (
    options.find(({ code }) => code === text) ??
    options.find(({ label }) => label['zh-CN'] === text || label.en === text)
  );
}

const notAnOption = ({ options = [] }: CustomField): ReadValue => {
  const offered = options.filter(({ archived }) => !archived).map(({ code }) => code);
  return { problem: message('CUSTOM_FIELD_NOT_AN_OPTION', { options: offered.join(', ') }) };
};

const problem = (code: Parameters<typeof message>[0]): ReadValue => ({ problem: message(code) });
