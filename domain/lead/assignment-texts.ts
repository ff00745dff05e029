import type { Label } from '../message.js';

/** What is said about who gets a lead and why, about its first contact, and about somebody who came back. */
export const ASSIGNMENT_TEXTS = {
  BECAUSE_RULE_LEAST_LOAD: {
    'zh-CN': '按“{rule}”分配给手上最少的成员（当时 {holding} 个）',
    en: 'By {rule}, to whoever held the least ({holding} at the time)',
  },
  BECAUSE_RULE_ROUND_ROBIN: { 'zh-CN': '按“{rule}”轮流分配', en: 'By {rule}, to whoever’s turn it was' },
  BECAUSE_RULE_PERSON: { 'zh-CN': '按“{rule}”由指定人员负责', en: 'By {rule}, which names this person' },
  BECAUSE_KNOWN_COMPANY: { 'zh-CN': '该公司已由其负责', en: 'They look after this company already' },
  BECAUSE_LAST_OWNER: { 'zh-CN': '此前由其负责', en: 'They looked after this person before' },
  BECAUSE_CLAIMED: { 'zh-CN': '从“{pool}”领取', en: 'Claimed from {pool}' },
  BECAUSE_REASSIGNED: {
    'zh-CN': '原负责人未在 {due} 前首次联系，按“{rule}”改派',
    en: 'The owner before had made no contact by {due}; chosen anew by {rule}',
  },
  BECAUSE_RESPONSE_DUE: {
    'zh-CN': '分配后 {span} 内应首次联系，截止 {due}',
    en: 'A first contact is due within {span} of the assignment: by {due}',
  },
  BECAUSE_RESPONSE_ESCALATION: {
    'zh-CN': '首次联系应在 {due} 前完成，已超过 {span}',
    en: 'The first contact was due at {due}, and {span} have passed since',
  },
  BECAUSE_RESPONSE_REASSIGN: {
    'zh-CN': '首次联系应在 {due} 前完成，逾期改由他人负责',
    en: 'The first contact was due at {due}; somebody else gets the lead',
  },

  NOTE_RESPONSE_DUE: { 'zh-CN': '请首次联系：{name} {company}', en: 'First contact is due: {name} {company}' },
  NOTE_RESPONSE_ESCALATION: {
    'zh-CN': '新线索无人联系：{name} {company}',
    en: 'Nobody contacted a new lead: {name} {company}',
  },
  NOTE_LEAD_ASSIGNED_BY_RULE_BODY: {
    'zh-CN': '{name} 由您负责，请在 {due} 前首次联系',
    en: '{name} is yours; please make the first contact by {due}',
  },
  NOTE_LEAD_YOURS_BODY: { 'zh-CN': '{name} 由您负责', en: '{name} is yours' },
  NOTE_LEAD_TAKEN: { 'zh-CN': '线索已转出：{name}', en: 'A lead went to others: {name}' },
  NOTE_LEAD_TAKEN_BODY: {
    'zh-CN': '{name} 未在 {due} 前首次联系，不再由您负责',
    en: '{name} had no first contact by {due} and is no longer yours',
  },
  NOTE_LEAD_RELEASED: { 'zh-CN': '线索已退回“{pool}”：{name}', en: 'A lead went back to {pool}: {name}' },
  NOTE_LEAD_RELEASED_BODY: {
    'zh-CN': '{name} 由上级退回“{pool}”，不再由您负责',
    en: 'A superior gave {name} back to {pool}; it is no longer yours',
  },
  NOTE_LEAD_UNASSIGNED: {
    'zh-CN': '线索无人可接，共 {count} 条，最近：{name}',
    en: 'Leads that nobody could take: {count}, the latest {name}',
  },
  NOTE_LEAD_UNASSIGNED_BODY: {
    'zh-CN':
      '共 {count} 条线索按规则应分配，但成员都已满额或不在，暂入线索池，请指派；最近：{name}（评分 {score}，在“{pool}”）',
    en: 'Leads that were to be assigned while everybody was away or at their cap: {count}. They wait in a pool for you to assign them; the latest is {name} (score {score}, in {pool})',
  },
  NOTE_CUSTOMER_UNASSIGNED: {
    'zh-CN': '客户再次来访，无人可接，共 {count} 位，最近：{name}',
    en: 'Customers who came back and have nobody: {count}, the latest {name}',
  },
  NOTE_CUSTOMER_UNASSIGNED_BODY: {
    'zh-CN': '共 {count} 位客户再次来访，但成员都已满额或不在，请指派；最近：{name}',
    en: 'Customers who got in touch again while everybody was away or at their cap: {count}. Please assign them; the latest is {name}',
  },
  NOTE_REOPENED: { 'zh-CN': '{name} 再次来访，由您负责', en: '{name} came back and is yours' },
  NOTE_REOPENED_BODY: {
    'zh-CN': '{name} 再次来访，请在 {due} 前联系',
    en: '{name} got in touch again; please contact them by {due}',
  },
} as const satisfies Record<string, Label>;
