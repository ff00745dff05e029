import type { Label } from '../message.js';

/** What the check of a playbook says, one sentence per kind of problem. */
export const CHECK_TEXTS = {
  PLAYBOOK_WRONG_TYPE: { 'zh-CN': '此处的数据类型应为 {expected}。', en: 'This must be of type {expected}.' },
  PLAYBOOK_FIELD_MISSING: { 'zh-CN': '缺少字段“{field}”。', en: 'The field "{field}" is missing.' },
  PLAYBOOK_UNKNOWN_FIELD: {
    'zh-CN': '字段“{field}”不存在，不会起作用。',
    en: 'The field "{field}" doesn\'t exist and would have no effect.',
  },
  PLAYBOOK_NOT_IN_LIST: { 'zh-CN': '只能是以下之一：{allowed}。', en: 'This must be one of: {allowed}.' },
  PLAYBOOK_OUT_OF_RANGE: { 'zh-CN': '超出允许的范围（{limit}）。', en: 'This is outside what is allowed ({limit}).' },
  PLAYBOOK_TEXT_MISSING: { 'zh-CN': '此处的文字不能为空。', en: 'A text is missing here.' },
  PLAYBOOK_BAD_CODE: {
    'zh-CN': '代码只能由 1 到 64 个字母、数字、点、下划线或连字符组成。',
    en: 'A code is 1 to 64 letters, digits, dots, underscores or hyphens.',
  },
  PLAYBOOK_BAD_SPAN: {
    'zh-CN': '这不是一段时长。请写成例如 P3D（3 天）、PT48H（48 小时）或 P1DT12H（1 天 12 小时），不能为负。',
    en: 'This isn’t a span of time. Write, for example, P3D (3 days), PT48H (48 hours) or P1DT12H (1 day and 12 hours); it is never negative.',
  },
  PLAYBOOK_ZERO_SPAN: { 'zh-CN': '时长必须大于零。', en: 'This span of time must be longer than zero.' },
  PLAYBOOK_BAD_TIME: {
    'zh-CN': '时间须为 00:00 到 23:59，例如 09:30。',
    en: 'A time of day is 00:00 to 23:59, e.g. 09:30.',
  },
  PLAYBOOK_ONE_EFFECT: {
    'zh-CN': '一条闲置规则只能有一个结果：moveTo 或 escalateTo。',
    en: 'An idle rule has exactly one effect: moveTo or escalateTo.',
  },
  PLAYBOOK_STAGE_COUNT: {
    'zh-CN': '共有 {count} 个客户状态，建议 {least} 到 {most} 个。',
    en: 'There are {count} stages; {least} to {most} work best.',
  },
  PLAYBOOK_STANDARD_MISSING: {
    'zh-CN': '状态缺少判定标准：发生了什么才算处于该状态。',
    en: 'The stage has no definition: what has happened when a customer stands here.',
  },
  PLAYBOOK_NEXT_ACTION_MISSING: {
    'zh-CN': '状态“{stage}”没有下一步动作。',
    en: 'The stage "{stage}" has no next action.',
  },
  PLAYBOOK_DUPLICATE_CODE: { 'zh-CN': '代码“{code}”重复。', en: 'The code "{code}" is there twice.' },
  PLAYBOOK_UNKNOWN_STAGE: { 'zh-CN': '没有代码为“{code}”的状态。', en: 'There is no stage with the code "{code}".' },
  PLAYBOOK_UNREACHABLE_STAGE: {
    'zh-CN': '从第一个状态出发无法到达“{stage}”。',
    en: 'No way leads from the first stage to "{stage}".',
  },
  PLAYBOOK_NOBODY_CAN_BEGIN: {
    'zh-CN': '客户从“{stage}”开始，此时还没有任何记录，没有人能满足这个条件。',
    en: 'Customers begin in "{stage}", when nothing is recorded yet: nobody could meet this condition.',
  },
  PLAYBOOK_DEAD_END: {
    'zh-CN': '状态“{stage}”不是终点，却没有出路。',
    en: 'The stage "{stage}" isn\'t an end, yet nothing leads out of it.',
  },
  PLAYBOOK_END_IN_POOL: {
    'zh-CN': '终点状态“{stage}”不能把客户放入公海。',
    en: 'The end stage "{stage}" can\'t send customers to a pool.',
  },
  PLAYBOOK_IDLE_AT_END: {
    'zh-CN': '终点状态“{stage}”不能有闲置规则。',
    en: 'The end stage "{stage}" can\'t have idle rules.',
  },
  PLAYBOOK_UNKNOWN_CONDITION: {
    'zh-CN': '没有这个条件，可用的有：{allowed}。',
    en: 'There is no such condition; the conditions are: {allowed}.',
  },
  PLAYBOOK_UNKNOWN_CUSTOM_FIELD: {
    'zh-CN': '没有代码为“{code}”的自定义字段，或已停用。',
    en: 'There is no custom field with the code "{code}", or it isn\'t filled in any more.',
  },
  PLAYBOOK_CUSTOM_FIELD_NOT_ORDERED: {
    'zh-CN': '字段“{field}”不是数字或日期，不能比较大小。',
    en: 'The field "{field}" is no number and no day: nothing is more or less.',
  },
  PLAYBOOK_CUSTOM_FIELD_VALUE: {
    'zh-CN': '字段“{field}”不会有这个值。',
    en: 'The field "{field}" can\'t have this value.',
  },
  PLAYBOOK_ONE_COMPARISON: {
    'zh-CN': '只能用 equals、in、atLeast 之一。',
    en: 'Only one of equals, in and atLeast compares.',
  },
  PLAYBOOK_REASONS_MISSING: {
    'zh-CN': '进入“{stage}”需要选择原因，但原因列表 {kind} 为空。',
    en: 'Entering "{stage}" asks for a reason, but the list of reasons {kind} is empty.',
  },
  PLAYBOOK_UNKNOWN_PURPOSE: {
    'zh-CN': '下一步动作“{code}”不在目的列表中。',
    en: 'The next action "{code}" isn\'t among the purposes.',
  },
  PLAYBOOK_TIMER_MOVE_NOT_ALLOWED: {
    'zh-CN': '“{stage}”不允许转到“{to}”，系统自动移动也须遵守。',
    en: 'Nothing leads from "{stage}" to "{to}"; the system may not move where people may not.',
  },
  PLAYBOOK_TIMER_LOOP: {
    'zh-CN': '定时规则会让客户无休止地循环：{loop}。',
    en: 'The timers would move a customer round for ever: {loop}.',
  },
  PLAYBOOK_PROTECTION_IGNORED: {
    'zh-CN': '豁免中没有 PROTECTED：受保护的客户也会被回收。',
    en: 'PROTECTED isn’t exempt: protected customers are taken back like others.',
  },
  PLAYBOOK_RULE_NEVER_ACTS: { 'zh-CN': '此项永远不会生效：{because}。', en: 'This can never act: {because}.' },
  PLAYBOOK_APPROVAL_OF_NO_MOVE: {
    'zh-CN': '“{stage}”不能转到“{to}”，无从审批。',
    en: 'Nothing leads from "{stage}" to "{to}", so there is nothing to approve.',
  },
  PLAYBOOK_ESCALATION_NOT_LATER: {
    'zh-CN': '每一级升级须晚于上一级。',
    en: 'Each step of the escalation must come later than the one before.',
  },
} as const satisfies Record<string, Label>;
