import type { Label } from '../message.js';

/** What is said around requests that a superior decides. */
export const APPROVAL_TEXTS = {
  NEEDS_NO_APPROVAL: {
    'zh-CN': '转为“{stage}”无需审批，请直接推进',
    en: 'No approval is needed to go to {stage}; just make the move',
  },
  BECAUSE_APPROVAL_DUE: {
    'zh-CN': '转为“{to}”的申请应在 {due} 前审批',
    en: 'The request to go to {to} was to be decided by {due}',
  },
  BECAUSE_APPROVAL_UNHEEDED: {
    'zh-CN': '转为“{to}”的申请应在 {due} 前审批，{span}内无人处理',
    en: 'The request to go to {to} was to be decided by {due}, and nobody reacted within {span}',
  },
  NOTE_APPROVAL_ASKED: {
    'zh-CN': '请审批：{customer} · {from} → {to}',
    en: 'Please approve: {customer} · {from} → {to}',
  },
  NOTE_APPROVAL_BODY: { 'zh-CN': '{customer} 申请从“{from}”转为“{to}”', en: '{customer} is to go from {from} to {to}' },
  NOTE_APPROVAL_NOTE: {
    'zh-CN': '{customer} 申请从“{from}”转为“{to}”：{note}',
    en: '{customer} is to go from {from} to {to}: {note}',
  },
  NOTE_APPROVAL_REASON: {
    'zh-CN': '{customer} 申请从“{from}”转为“{to}”，原因：{reason}',
    en: '{customer} is to go from {from} to {to}; the reason: {reason}',
  },
  NOTE_APPROVAL_REASON_NOTE: {
    'zh-CN': '{customer} 申请从“{from}”转为“{to}”，原因：{reason}。{note}',
    en: '{customer} is to go from {from} to {to}; the reason: {reason}. {note}',
  },
  NOTE_APPROVAL_DUE: { 'zh-CN': '待您审批：{customer} → {to}', en: 'Waiting for your decision: {customer} → {to}' },
  NOTE_APPROVAL_ESCALATION: {
    'zh-CN': '审批逾期升级：{customer} → {to}',
    en: 'Undecided, escalated: {customer} → {to}',
  },
  NOTE_APPROVAL_MOVED: { 'zh-CN': '已批准：{customer} → {to}', en: 'Approved: {customer} → {to}' },
  NOTE_APPROVAL_MOVED_BODY: {
    'zh-CN': '{customer} 已从“{from}”转为“{to}”',
    en: '{customer} went from {from} to {to}',
  },
  NOTE_APPROVAL_MOVE_REFUSED: {
    'zh-CN': '已批准，但未能转入：{customer} → {to}',
    en: 'Approved, but it could not be done: {customer} → {to}',
  },
  NOTE_APPROVAL_MOVE_REFUSED_BODY: {
    'zh-CN': '{customer} 已不再满足“{to}”的条件，仍处于“{from}”；补齐后请重新申请',
    en: '{customer} no longer meets what {to} asks for and stays in {from}; ask again once it does',
  },
  NOTE_APPROVAL_REJECTED: { 'zh-CN': '未批准：{customer} → {to}', en: 'Rejected: {customer} → {to}' },
  NOTE_APPROVAL_REJECTED_BODY: {
    'zh-CN': '{customer} 仍处于“{from}”',
    en: '{customer} stays in {from}',
  },
  NOTE_APPROVAL_VOID: { 'zh-CN': '申请已失效：{customer} → {to}', en: 'No longer asked for: {customer} → {to}' },
  NOTE_APPROVAL_VOID_BODY: {
    'zh-CN': '{customer} 已离开“{from}”或更换了负责人，无需再审批',
    en: '{customer} left {from} or its owner, so there is nothing to approve any more',
  },
  NOTE_APPROVAL_SAID: {
    'zh-CN': '{customer}（{from} → {to}），上级说明：{note}',
    en: '{customer} ({from} → {to}), in the superior’s words: {note}',
  },
  NOBODY_DECIDES: {
    'zh-CN': '没有可以审批的上级',
    en: 'There is no superior who could decide it',
  },
  NOTHING_TAKES_IT: {
    'zh-CN': '目前没有规则要回收该客户，无需申诉',
    en: 'No rule is about to take this customer away, so there is nothing to object to',
  },
  NOT_WARNED_YET: {
    'zh-CN': '收到回收预警后才能申诉；在那之前联系客户即可保留',
    en: 'Object once you have been warned; until then, contacting the customer keeps it',
  },
  BECAUSE_OBJECTION_DUE: {
    'zh-CN': '对回收的申诉应在 {due} 前处理',
    en: 'The objection to taking it back was to be decided by {due}',
  },
  BECAUSE_OBJECTION_UNHEEDED: {
    'zh-CN': '对回收的申诉应在 {due} 前处理，{span}内无人处理',
    en: 'The objection to taking it back was to be decided by {due}, and nobody reacted within {span}',
  },
  NOTE_OBJECTION_ASKED: { 'zh-CN': '回收申诉：{customer}', en: 'Objection to taking back {customer}' },
  NOTE_OBJECTION_NOTE: {
    'zh-CN': '负责人申请保留 {customer}（{from}）：{note}',
    en: 'The owner asks to keep {customer} ({from}): {note}',
  },
  NOTE_OBJECTION_DUE: { 'zh-CN': '待您处理的回收申诉：{customer}', en: 'An objection waits for you: {customer}' },
  NOTE_OBJECTION_ESCALATION: {
    'zh-CN': '回收申诉逾期升级：{customer}',
    en: 'Objection undecided, escalated: {customer}',
  },
  NOTE_OBJECTION_KEPT: { 'zh-CN': '申诉通过：{customer}', en: 'You keep {customer}' },
  NOTE_OBJECTION_KEPT_BODY: {
    'zh-CN': '{customer} 继续由您负责，计时重新开始',
    en: '{customer} stays yours, and its clocks begin anew',
  },
  NOTE_OBJECTION_REJECTED: { 'zh-CN': '申诉未通过：{customer}', en: 'Objection rejected: {customer}' },
  NOTE_OBJECTION_REJECTED_BODY: {
    'zh-CN': '{customer} 的回收计时继续；及时联系客户仍可保留',
    en: 'The clocks of {customer} go on; contacting the customer in time still keeps it',
  },
  NOTE_OBJECTION_VOID: { 'zh-CN': '申诉已失效：{customer}', en: 'No longer asked for: {customer}' },
  NOTE_OBJECTION_VOID_BODY: {
    'zh-CN': '{customer} 已离开“{from}”或更换了负责人，无需再处理',
    en: '{customer} left {from} or its owner, so there is nothing to decide any more',
  },
  NOTE_OBJECTION_SAID: {
    'zh-CN': '{customer}，上级说明：{note}',
    en: '{customer}, in the superior’s words: {note}',
  },
} as const satisfies Record<string, Label>;
