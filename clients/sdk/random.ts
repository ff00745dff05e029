/** Sixteen random bytes, also where a page came over plain HTTP and `crypto.randomUUID` is missing. */
export const randomHex = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
