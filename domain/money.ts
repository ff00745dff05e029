import { Decimal } from 'decimal.js';

/** Amounts are texts with two decimals; they are never counted as floats. */
const Exact = Decimal.clone({ precision: 60 });

/** The largest sum that can be kept and shown: sixteen digits before the point. */
const LARGEST = new Exact('9999999999999999.99');

export const NOTHING = '0.00';

export const sumOf = (amounts: readonly string[]): string =>
  amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0)).toFixed(2);

/** What remains of an amount; never below nothing. */
export const without = (amount: string, taken: string): string =>
  Decimal.max(0, new Exact(amount).minus(taken)).toFixed(2);

export const lesser = (a: string, b: string): string => Decimal.min(a, b).toFixed(2);

export const isMore = (a: string, b: string): boolean => new Exact(a).greaterThan(b);

export const isSameAmount = (a: string, b: string): boolean => new Exact(a).equals(b);

export const isPositive = (amount: string): boolean => isMore(amount, NOTHING);

export const isTooLarge = (amount: string): boolean => new Exact(amount).greaterThan(LARGEST);
