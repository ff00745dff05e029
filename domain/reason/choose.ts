import { badInput } from '../decision.js';
import { message } from '../message.js';
import type { Playbook, ReasonKind } from '../playbook/playbook.js';
import type { Refusal, UnmetCondition } from '../refusal.js';
import { findOffered, offeredReasons, type ReasonLists, type ReasonSetting } from './reason.js';

/** A reason that somebody chose, with what they say about it. */
export interface Chosen {
  readonly code: string;
  readonly note: string | null | undefined;
}

/** What says which reasons there are for many: the organisation's lists, and each playbook that one of them follows. */
export interface ReasonSettings {
  readonly reasons: ReasonLists;
  readonly playbooks: readonly Playbook[];
}

/** A reason is one that the list offers now; anything else is the caller's mistake. */
export function requireOffered(setting: ReasonSetting, kind: ReasonKind, code: string): void {
  const allowed = offeredReasons(setting, kind).map((reason) => reason.code);
  if (!allowed.includes(code)) throw unknownReason(code, allowed);
}

/** Of many, whose lists may differ, it is one that some of them offer. */
export function requireOfferedBySome({ reasons, playbooks }: ReasonSettings, kind: ReasonKind, code: string): void {
  if (playbooks.length === 0) return;
  const lists = playbooks.map((playbook) => offeredReasons({ reasons, playbook }, kind));
  const allowed = [...new Set(lists.flat().map((reason) => reason.code))];
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

/** Without a reason it isn't done. */
export function reasonAsked(mutation: string): Refusal {
  const guide = { mutation, fields: ['reason'], title: message('GUIDE_REASON') };
  const unmet = { code: 'REASON', field: 'reason', message: message('UNMET_REASON'), givenWithMove: true, guide };
  return { code: 'REASON_REQUIRED', unmet: [unmet] };
}
