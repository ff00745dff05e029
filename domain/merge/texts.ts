import type { Label } from '../message.js';

/** What is said when two records turn out to be the same person's, or don't after all. */
export const MERGE_TEXTS = {
  NOT_WITH_ITSELF: { 'zh-CN': '不能与自身合并', en: 'Nobody is merged with themself' },
  NOTE_MERGED: { 'zh-CN': '{name} 已合并重复记录', en: '{name} was merged with a duplicate' },
  NOTE_MERGED_BODY: {
    'zh-CN': '“{from}”与 {name} 是同一人，已并入；其跟进、触点和历史都在 {name} 之下',
    en: '{from} is the same person as {name} and was merged into it: its follow-ups, touches and history are there now',
  },
  NOTE_MERGED_AWAY: { 'zh-CN': '{name} 已并入同事的记录', en: '{name} was merged into a colleague’s record' },
  NOTE_MERGED_AWAY_BODY: {
    'zh-CN': '{name} 与同事负责的是同一人，已合并，不再由您负责',
    en: '{name} turned out to be somebody whom a colleague looks after; it was merged there and is no longer yours',
  },
  NOTE_UNMERGED: { 'zh-CN': '{name} 已恢复为独立记录', en: '{name} stands by itself again' },
  NOTE_UNMERGED_BODY: {
    'zh-CN': '合并已撤销，{name} 现在由您负责',
    en: 'A merge was taken back: {name} is yours',
  },
  BECAUSE_UNMERGED: { 'zh-CN': '撤销合并后归您负责', en: 'A merge was taken back' },
} as const satisfies Record<string, Label>;
