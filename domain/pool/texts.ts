import type { Label } from '../message.js';

/** What is said of pools, claims and what comes back to them. */
export const POOL_TEXTS = {
  BECAUSE_FIRST_CONTACT: {
    'zh-CN': '{claimed} 领取，首次联系须在 {due} 前完成',
    en: 'Claimed at {claimed}; the first contact was due at {due}',
  },
  NOTE_FROM_POOL: { 'zh-CN': '公海客户分配给您：{name}', en: 'From the pool to you: {name}' },
  NOTE_FROM_POOL_BODY: { 'zh-CN': '{name} 从“{pool}”分配给您', en: '{name} came from {pool} and is yours now' },
  POOL_HOLDS_LEADS: { 'zh-CN': '线索池不能放客户', en: 'A lead pool holds no customers' },
  LAST_OPEN_POOL: {
    'zh-CN': '每种类型至少要有一个对所有团队开放的池',
    en: 'Of each kind, one pool stays open to all teams',
  },
  NOTE_MISSING: { 'zh-CN': '请填写说明', en: 'Say why' },
  UNTIL_IN_THE_PAST: { 'zh-CN': '截止时间必须在将来', en: 'It has to end in the future' },
} as const satisfies Record<string, Label>;
