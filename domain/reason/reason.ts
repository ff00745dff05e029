import type { Label } from '../message.js';
import type { Coded, Playbook, ReasonKind } from '../playbook/playbook.js';

/** One entry of the organisation's own list of reasons. */
export interface Reason extends Coded {
  /** False: it stays on what was explained by it, and is chosen no more. */
  readonly active: boolean;
}

/** The organisation's own lists, each in the order in which forms show it. A list that offers something holds instead of the playbooks'. */
export type ReasonLists = Readonly<Partial<Record<ReasonKind, readonly Reason[]>>>;

/** What says which reasons there are: the organisation's lists, and the playbook that counts where these offer none. */
export interface ReasonSetting {
  readonly reasons: ReasonLists;
  readonly playbook: Pick<Playbook, 'reasons'>;
}

/** Every reason of a kind that holds or held here, those that may be chosen first and in their order. */
export function reasonsOf({ reasons, playbook }: ReasonSetting, kind: ReasonKind): readonly Reason[] {
  const own = reasons[kind] ?? [];
  const ownOffered = own.filter(({ active }) => active);
  const theirs = playbook.reasons[kind];
  const offered = ownOffered.length > 0 ? ownOffered : theirs;
  const all = [...offered, ...own, ...theirs];
  return all
    .filter(({ code }, index) => all.findIndex((one) => one.code === code) === index)
    .map((reason, index) => ({ ...reason, active: index < offered.length }));
}

/** Those that somebody may choose now. */
export const offeredReasons = (setting: ReasonSetting, kind: ReasonKind): readonly Reason[] =>
  reasonsOf(setting, kind).filter(({ active }) => active);

export const findOffered = (setting: ReasonSetting, kind: ReasonKind, code: string): Reason | undefined =>
  offeredReasons(setting, kind).find((reason) => reason.code === code);

/** What people call a reason, also one that is chosen no more; undefined where it was given in somebody's own words. */
export const labelOfReason = (setting: ReasonSetting, kind: ReasonKind, code: string): Label | undefined =>
  reasonsOf(setting, kind).find((reason) => reason.code === code)?.label;
