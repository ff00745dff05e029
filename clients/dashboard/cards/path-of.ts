/** Where a card leads, inside this app. */
export const pathOf = ({ url }: { readonly url: string }): string => {
  const { pathname, search } = new URL(url, location.origin);
  return pathname + search;
};
