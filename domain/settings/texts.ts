import type { Label } from '../message.js';

/** What is said of settings that can't be as they were given. */
export const SETTINGS_TEXTS = {
  SETTINGS_TIME_ZONE: {
    'zh-CN': '没有时区“{zone}”，请填写如 Asia/Shanghai',
    en: 'There is no time zone {zone}; they are called e.g. Asia/Shanghai',
  },
  SETTINGS_BAD_DAY: { 'zh-CN': '日期须为 YYYY-MM-DD', en: 'A day is written YYYY-MM-DD' },
  SETTINGS_CLOSES_BEFORE_OPENS: {
    'zh-CN': '下班时间须晚于上班时间',
    en: 'The working day has to end after it begins',
  },
  SETTINGS_NEVER_OPEN: { 'zh-CN': '一年内没有任何工作日', en: 'There is no working day within a year' },
  SETTINGS_DUPLICATE_DAY: { 'zh-CN': '日期 {day} 重复', en: 'The day {day} is there twice' },
  SETTINGS_ONE_CONDITION: {
    'zh-CN': '评分条件须且只能是以下之一：any、has、sourceQualityAtLeast、messageLongerThan',
    en: 'A scoring rule asks for exactly one of: any, has, sourceQualityAtLeast, messageLongerThan',
  },
  SETTINGS_ONE_TARGET: {
    'zh-CN': '分配对象须为 "ANY_TEAM"，或只含 teamId、userId 之一的对象',
    en: 'Leads go to "ANY_TEAM", or to an object with exactly one of teamId and userId',
  },
  SETTINGS_UNKNOWN_TEAM: { 'zh-CN': '没有此团队', en: 'There is no such team' },
  SETTINGS_UNKNOWN_USER: { 'zh-CN': '没有此用户，或已停用', en: 'There is no such user, or they are not active' },
  SETTINGS_UNKNOWN_SOURCE: { 'zh-CN': '没有此来源', en: 'There is no such source' },
} as const satisfies Record<string, Label>;
