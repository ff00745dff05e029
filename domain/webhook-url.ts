/** An address that may be called. `http` is for those of our own network that an operator names; any other is refused when it is called. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#@\\]+(?:[/?][^\s#\\]*)?$/i.test(text);
}
