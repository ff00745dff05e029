import { badInputs } from '../decision.js';
import { message } from '../message.js';
import { REASON_KINDS, type ReasonKind } from '../playbook/playbook.js';
import { REASONS_SCHEMA } from '../settings/schemas.js';
import { shape, shaped } from '../settings/shape.js';
import type { Reason, ReasonLists } from './reason.js';

/** As it is given: its place in the list is its order, unless it says another. */
type GivenReason = Omit<Reason, 'active'> & { readonly active?: boolean; readonly order?: number };

const areLists = shape<Partial<Record<ReasonKind, readonly GivenReason[]>>>(REASONS_SCHEMA);

/** Lists of reasons as they may be, each in its order; everything that is wrong with them is told at once. */
export function checkReasons(value: unknown): ReasonLists {
  const given = shaped(areLists, value, 'reasons');
  const problems = REASON_KINDS.flatMap((kind) => {
    const codes = given[kind]?.map(({ code }) => code) ?? [];
    return codes.flatMap((code, index) =>
      codes.indexOf(code) === index
        ? []
        : [{ field: `reasons.${kind}[${index}].code`, text: message('PLAYBOOK_DUPLICATE_CODE', { code }) }],
    );
  });
  if (problems.length > 0) throw badInputs(problems);
  return Object.fromEntries(REASON_KINDS.flatMap((kind) => (given[kind] ? [[kind, inOrder(given[kind])]] : [])));
}

function inOrder(given: readonly GivenReason[]): readonly Reason[] {
  return given
    .map((reason, index) => ({ ...reason, order: reason.order ?? index + 1 }))
    .sort((a, b) => a.order - b.order)
    .map(({ order: _, active = true, ...reason }) => ({ ...reason, active }));
}

/** The lists that were given in place of those of their kinds; a reason that is left out is chosen no more, and keeps its name. */
export function withReasons(before: ReasonLists, given: ReasonLists): ReasonLists {
  const lists = REASON_KINDS.map((kind) => [kind, replaced(before[kind] ?? [], given[kind])] as const);
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
}

function replaced(before: readonly Reason[], given: readonly Reason[] | undefined): readonly Reason[] {
  if (!given) return before;
  const leftOut = before.filter(({ code }) => !given.some((one) => one.code === code));
  return [...given, ...leftOut.map((reason) => ({ ...reason, active: false }))];
}
