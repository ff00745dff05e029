import type { Label } from '../message.js';

/** What is said of custom fields and of values that they can't hold. */
export const CUSTOM_FIELD_TEXTS = {
  CUSTOM_FIELD_UNKNOWN: { 'zh-CN': '没有这个自定义字段', en: 'There is no such custom field' },
  CUSTOM_FIELD_OF_CUSTOMERS: { 'zh-CN': '此字段只属于客户，线索没有', en: 'Only customers have this field' },
  CUSTOM_FIELD_ARCHIVED: { 'zh-CN': '此字段已停用', en: 'This field is not filled in any more' },
  CUSTOM_FIELD_OPTION_ARCHIVED: { 'zh-CN': '此选项已停用', en: 'This option is not chosen any more' },
  CUSTOM_FIELD_NOT_A_TEXT: { 'zh-CN': '须为文字', en: 'This has to be a text' },
  CUSTOM_FIELD_NOT_A_NUMBER: { 'zh-CN': '须为数字', en: 'This has to be a number' },
  CUSTOM_FIELD_NOT_A_DECIMAL: {
    'zh-CN': '须为数字，整数部分最多 18 位，小数最多 6 位',
    en: 'This has to be a number of at most 18 digits, with at most 6 decimals',
  },
  CUSTOM_FIELD_NOT_A_DAY: { 'zh-CN': '须为日期，例如 2026-03-05', en: 'This has to be a day, e.g. 2026-03-05' },
  CUSTOM_FIELD_NOT_A_BOOLEAN: { 'zh-CN': '须为 是 或 否', en: 'This has to be true or false' },
  CUSTOM_FIELD_NOT_AN_OPTION: { 'zh-CN': '须为以下选项之一：{options}', en: 'This has to be one of: {options}' },
  CUSTOM_FIELD_BAD_CODE: {
    'zh-CN': '字段代码须以字母开头，只含字母、数字、下划线，最长 64 个字符',
    en: 'The code of a field begins with a letter and has at most 64 letters, digits and underscores',
  },
  CUSTOM_FIELD_OPTIONS_MISSING: {
    'zh-CN': '选项字段至少要有一个启用的选项',
    en: 'A field to choose in needs an option to choose',
  },
  CUSTOM_FIELD_OPTIONS_UNUSED: {
    'zh-CN': '只有选项字段才有选项',
    en: 'Only fields of the types OPTION and MULTI_OPTION have options',
  },
  CUSTOM_FIELD_LABEL_TWICE: { 'zh-CN': '名称“{label}”重复', en: 'The name {label} is there twice' },
} as const satisfies Record<string, Label>;
