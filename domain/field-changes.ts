import type { FieldChange } from './change.js';

/** Which fields differ, old and new; what isn't there is null. */
export function fieldChanges(before: object, result: object): readonly FieldChange[] {
  if (before === result) return [];
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(result as Record<string, unknown>)
    .map(([field, value]) => ({ field, old: old.get(field) ?? null, new: value ?? null }))
    .filter((change) => !isSameValue(change.old, change.new));
}

/** An object's entries one by one, e.g. `customFields.size`. */
export function entryChanges({ field, old, new: now }: FieldChange): readonly FieldChange[] {
  const none = Object.fromEntries(Object.keys(old ?? {}).map((key) => [key, null]));
  return fieldChanges(old ?? {}, { ...none, ...(now ?? {}) }).map((one) => ({
    ...one,
    field: `${field}.${one.field}`,
  }));
}

export const isSameValue = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
