/** Whether one of these is meant; nothing asked for is always met. */
export const isOneOf = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  wanted === undefined || (value !== null && wanted.includes(value));

/** Whether a text has one of these words in it, in whatever width and case; nothing asked for is always met. */
export function mentions(wanted: readonly string[] | undefined, text: string | null): boolean {
  if (wanted === undefined) return true;
  const said = fold(text ?? '');
  return wanted.some((word) => said.includes(fold(word)));
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
