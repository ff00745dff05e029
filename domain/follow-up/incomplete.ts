import { message } from '../message.js';
import type { Refusal, UnmetCondition } from '../refusal.js';
import type { ContactRecord } from './complete.js';

type Asked = 'CHANNEL' | 'NOTE' | 'GOAL_MET' | 'NEXT_PLAN' | 'NEXT_PURPOSE';

const FIELDS: Readonly<Record<Asked, string>> = {
  CHANNEL: 'channel',
  NOTE: 'note',
  GOAL_MET: 'goalMet',
  NEXT_PLAN: 'next',
  NEXT_PURPOSE: 'next.purposeCode',
};

/** What a contact's record still lacks: how, what was said, whether the goal was met, and the next plan unless none is needed. */
export function incompleteRefusal(record: ContactRecord, needsNext: boolean, mutation: string): Refusal | null {
  const next = record.next;
  const missing = [
    ...asked('CHANNEL', !record.channel),
    ...asked('NOTE', !record.note?.trim()),
    ...asked('GOAL_MET', typeof record.goalMet !== 'boolean'),
    ...asked('NEXT_PLAN', needsNext && !next),
    ...asked('NEXT_PURPOSE', Boolean(next) && !next?.purpose?.trim() && !next?.purposeCode),
  ];
  return missing.length > 0
    ? { code: 'FOLLOW_UP_INCOMPLETE', unmet: missing.map((code) => unmet(code, mutation)) }
    : null;
}

export const nextPlanMissing = (mutation: string): Refusal => ({
  code: 'FOLLOW_UP_INCOMPLETE',
  unmet: [unmet('NEXT_PLAN', mutation)],
});

const asked = (code: Asked, isMissing: boolean): readonly Asked[] => (isMissing ? [code] : []);

function unmet(code: Asked, mutation: string): UnmetCondition {
  const field = FIELDS[code];
  return {
    code,
    field,
    message: message(`UNMET_${code}`),
    givenWithMove: true,
    guide: { mutation, fields: [field], title: message(`GUIDE_${code}`) },
  };
}
