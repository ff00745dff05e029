import type { Label } from '../message.js';

export const PILOT_TEXTS = {
  PILOT_CONTROLS_ITSELF: { 'zh-CN': '对照团队不能是试点团队本身', en: 'A team can’t be its own control team' },
  PILOT_ENDS_TOO_EARLY: { 'zh-CN': '试点的结束时间必须晚于开始时间', en: 'A pilot ends after it has begun' },
  NOTE_PILOT_REPORT: { 'zh-CN': '试点报告：{team}', en: 'Report of the pilot of {team}' },
  NOTE_PILOT_CONCLUSIVE: {
    'zh-CN': '漏单率：{team} {leaks}，{controlTeam} {controlLeaks}。差异明显：95% 置信区间不含 0',
    en: 'Leak rate: {team} {leaks}, {controlTeam} {controlLeaks}. There is a difference: a 95 % interval excludes 0',
  },
  NOTE_PILOT_INCONCLUSIVE: {
    'zh-CN': '漏单率：{team} {leaks}，{controlTeam} {controlLeaks}。尚不能下结论：样本太少，或 95% 置信区间含 0',
    en: 'Leak rate: {team} {leaks}, {controlTeam} {controlLeaks}. Nothing can be concluded yet: too few customers, or the 95 % intervals include 0',
  },
} as const satisfies Readonly<Record<string, Label>>;
