/** Whom a number counts; the same may come up several times, or be nobody. */
export interface Ids {
  readonly customers: readonly (string | null)[];
  readonly leads: readonly (string | null)[];
}

export const customers = (ids: readonly (string | null)[]): Ids => ({ customers: ids, leads: [] });
export const leads = (ids: readonly (string | null)[]): Ids => ({ customers: [], leads: ids });

export const idsOf = (rows: readonly { readonly customerId: string | null }[]): Ids =>
  customers(rows.map(({ customerId }) => customerId));
