/** The units of a span that is one number. */
export const UNITS = ['M', 'H', 'D', 'W'] as const;
export type Unit = (typeof UNITS)[number];

export interface SimpleSpan {
  readonly amount: string;
  readonly unit: Unit;
}

/** A span such as PT48H or P3D; null where it is another one, or none. */
export function spanIn(text: string): SimpleSpan | null {
  const [, days, dayUnit, hours, hourUnit] = /^P(?:(\d+)([DW])|T(\d+)([MH]))$/.exec(text) ?? [];
  const [amount, unit] = days === undefined ? [hours, hourUnit] : [days, dayUnit];
  return amount === undefined ? null : { amount, unit: unit as Unit };
}

export const spanOf = ({ amount, unit }: SimpleSpan): string =>
  amount === '' ? '' : unit === 'D' || unit === 'W' ? `P${amount}${unit}` : `PT${amount}${unit}`;
