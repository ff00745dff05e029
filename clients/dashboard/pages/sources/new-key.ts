/** A key that was just made, and what for. */
export interface NewKey {
  readonly name: string;
  readonly key: string;
}
