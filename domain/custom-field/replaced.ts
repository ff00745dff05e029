import { findField, type CustomField, type CustomFieldOption } from './custom-field.js';

/** Something that new definitions take away from a field: it has to be in nobody's use. */
export interface Withdrawal {
  readonly code: string;
  /** Where it stands in the definitions; of a field that is gone, the definitions themselves. */
  readonly path: string;
  /** FIELD: the field itself or what kind of value it holds. LEADS: that leads have it. OPTION: one of its options. OFFER: that it is filled in. */
  readonly what: 'FIELD' | 'LEADS' | 'OPTION' | 'OFFER';
  readonly option?: CustomFieldOption;
}

/** What new definitions take away: a field that is gone or of another type, one that leads had, an option, one that is offered no more. */
export function withdrawals(before: readonly CustomField[], after: readonly CustomField[]): readonly Withdrawal[] {
  return before.flatMap((old): readonly Withdrawal[] => {
    const field = findField(after, old.code);
    if (!field) return [{ code: old.code, path: 'customFields', what: 'FIELD' }];
    const path = `customFields[${after.indexOf(field)}]`;
    if (field.type !== old.type) return [{ code: old.code, path: `${path}.type`, what: 'FIELD' }];
    return [...optionsGone(old, field, path), ...narrowed(old, field, path)];
  });
}

function optionsGone(old: CustomField, field: CustomField, path: string): readonly Withdrawal[] {
  const kept = new Set(field.options?.map(({ code }) => code));
  return (old.options ?? [])
    .filter(({ code }) => !kept.has(code))
    .map((option) => ({ code: old.code, path: `${path}.options`, what: 'OPTION', option }));
}

function narrowed(old: CustomField, field: CustomField, path: string): readonly Withdrawal[] {
  const { code } = old;
  return [
    ...(old.on === 'LEAD' && field.on === 'CUSTOMER' ? [{ code, path: `${path}.on`, what: 'LEADS' as const }] : []),
    ...(field.archived && !old.archived ? [{ code, path: `${path}.archived`, what: 'OFFER' as const }] : []),
  ];
}
