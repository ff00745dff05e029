import type { Label } from '../message.js';

/** What is said of pools, claims and what comes back to them. */
export const POOL_TEXTS = {
  BECAUSE_FIRST_CONTACT: {
    'zh-CN': '{claimed} 领取，首次联系须在 {due} 前完成',
    en: 'Claimed at {claimed}; the first contact was due at {due}',
  },
  BECAUSE_UNCLAIMED: {
    'zh-CN': '在“{pool}”中 {span} 无人领取，转入休眠池',
    en: 'Nobody claimed it from {pool} for {span}, so it goes to the dormant pool',
  },
  NOTE_FROM_POOL: { 'zh-CN': '公海客户分配给您：{name}', en: 'From the pool to you: {name}' },
  NOTE_FROM_POOL_BODY: { 'zh-CN': '{name} 从“{pool}”分配给您', en: '{name} came from {pool} and is yours now' },
  NOTHING_TO_PREVIEW: {
    'zh-CN': '请给出规则或团队；该公海没有计划中的变更',
    en: 'Give rules or teams; no change of this pool is planned',
  },
  NOTHING_TO_PLAN: { 'zh-CN': '没有需要变更的内容', en: 'Nothing would change, so there is nothing to plan' },
  NOTE_POOL_CHANGE_FAILED: {
    'zh-CN': '“{pool}”的计划变更未能生效',
    en: 'The planned change of {pool} could not be made',
  },
  POOL_HOLDS_LEADS: { 'zh-CN': '线索池不能放客户', en: 'A lead pool holds no customers' },
  LAST_OPEN_POOL: {
    'zh-CN': '每种类型至少要有一个对所有团队开放的池',
    en: 'Of each kind, one pool stays open to all teams',
  },
  NOTE_MISSING: { 'zh-CN': '请填写说明', en: 'Say why' },
  UNTIL_IN_THE_PAST: { 'zh-CN': '截止时间必须在将来', en: 'It has to end in the future' },
  BECAUSE_RECLAIM_LAST_ACTIVITY: {
    'zh-CN': '“{stage}” {span}无跟进，退回“{to}”',
    en: '{stage}: no activity for {span}, so it goes back to {to}',
  },
  BECAUSE_RECLAIM_LAST_INTERACTION: {
    'zh-CN': '“{stage}” {span}未联系到客户，退回“{to}”',
    en: '{stage}: nobody reached the customer for {span}, so it goes back to {to}',
  },
  BECAUSE_RECLAIM_LAST_STAGE_CHANGE: {
    'zh-CN': '停留在“{stage}” {span}，退回“{to}”',
    en: '{stage}: unchanged for {span}, so it goes back to {to}',
  },
  BECAUSE_RECLAIM_CLAIM: {
    'zh-CN': '“{stage}”领取后 {span}，退回“{to}”',
    en: '{stage}: {span} since it was taken on, so it goes back to {to}',
  },
  BECAUSE_RECLAIM_LONGEST_HOLD: {
    'zh-CN': '持有已满 {span}，退回“{to}”',
    en: 'Held for {span}, the longest that anybody may, so it goes back to {to}',
  },
  BECAUSE_WARNING_LAST_ACTIVITY: {
    'zh-CN': '“{stage}” {span}无跟进的客户将转入“{to}”，时间为 {due}；跟进后重新计时',
    en: '{stage}: with no activity for {span} it goes to {to} at {due}; working on it restarts the clock',
  },
  BECAUSE_WARNING_LAST_INTERACTION: {
    'zh-CN': '“{stage}” {span}未联系到的客户将转入“{to}”，时间为 {due}；联系到客户后重新计时',
    en: '{stage}: not reached for {span}, it goes to {to} at {due}; reaching the customer restarts the clock',
  },
  BECAUSE_WARNING_LAST_STAGE_CHANGE: {
    'zh-CN': '停留在“{stage}” {span}的客户将转入“{to}”，时间为 {due}；推进到下一状态后重新计时',
    en: '{stage}: unchanged for {span}, it goes to {to} at {due}; moving it on restarts the clock',
  },
  BECAUSE_WARNING_CLAIM: {
    'zh-CN': '“{stage}”领取后满 {span} 的客户将转入“{to}”，时间为 {due}；推进到下一状态后重新计时',
    en: '{stage}: {span} after it was taken on it goes to {to} at {due}; moving it on restarts the clock',
  },
  BECAUSE_WARNING_LONGEST_HOLD: {
    'zh-CN': '持有满 {span} 的客户将转入“{to}”，时间为 {due}',
    en: 'Held for {span}, the longest that anybody may, it goes to {to} at {due}',
  },
  NOTE_RECLAIM_SOON: { 'zh-CN': '即将回收：{customer}', en: 'About to be taken back: {customer}' },
} as const satisfies Record<string, Label>;
