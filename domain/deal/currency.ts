/** The codes of ISO 4217. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Where nothing else is said, money is in yuan. */
export const USUAL_CURRENCY = 'CNY';

export const isCurrency = (code: string): boolean => CURRENCIES.has(code);
