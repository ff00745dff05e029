import { badInput } from '../decision.js';
import { message } from '../message.js';
import type { ReasonKind } from '../playbook/playbook.js';
import type { Refusal, UnmetCondition } from '../refusal.js';
import { findOffered, offeredReasons, type ReasonSetting } from './reason.js';

/** A reason that somebody chose, with what they say about it. */
export interface Chosen {
  readonly code: string;
  readonly note: string | null | undefined;
}

/** A reason is one that the list offers now; anything else is the caller's mistake. */
export function requireOffered(setting: ReasonSetting, kind: ReasonKind, code: string): void {
  const allowed = offeredReasons(setting, kind).map((reason) => reason.code);
  if (!allowed.includes(code)) throw unknownReason(code, allowed);
}

export const unknownReason = (code: string, allowed: readonly string[]) =>
  badInput('reason', message('UNKNOWN_REASON', { code, allowed: allowed.join(', ') }));

/** What a reason still asks for: some of them say nothing without a note. */
export function noteAsked(
  setting: ReasonSetting,
  kind: ReasonKind,
  { code, note }: Chosen,
  mutation: string,
): readonly UnmetCondition[] {
  const reason = findOffered(setting, kind, code);
  if (!reason?.needsNote || note?.trim()) return [];
  const guide = { mutation, fields: ['note'], title: message('GUIDE_REASON_NOTE') };
  const text = message('UNMET_REASON_NOTE', { reason: reason.label });
  return [{ code: 'REASON_NOTE', field: 'note', message: text, givenWithMove: true, guide }];
}

/** The one rule for every door that asks for a reason: it is one of the list, and says what its kind asks for. */
export function reasonRefusal(
  setting: ReasonSetting,
  kind: ReasonKind,
  chosen: Chosen,
  mutation: string,
): Refusal | null {
  requireOffered(setting, kind, chosen.code);
  const unmet = noteAsked(setting, kind, chosen, mutation);
  return unmet.length > 0 ? { code: 'REASON_REQUIRED', unmet } : null;
}
