import type { Answer, Decision } from '../domain/decision.js';

/** What a merge brought is part of its answer, a repeated one's too. */
export function withEffect(decision: Decision, counts: Answer, { dryRun }: { dryRun?: boolean | null }): Decision {
  if (!decision.accepted) return decision;
  return { ...decision, answer: { ...decision.answer, ...counts, dryRun: Number(dryRun ?? false) } };
}
