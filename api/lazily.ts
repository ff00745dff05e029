/** How the parts of an object are made, each from what all of them are made from. */
type Makers<From> = Readonly<Record<string, (from: From) => object>>;

export type Made<M> = { readonly [Name in keyof M]: M[Name] extends (from: never) => infer One ? One : never };

/**
 * An object whose parts are made when somebody first asks for them, and kept. A request needs few of its fifty loaders, and most of what
 * it would cost to make them is nothing but making them.
 */
export function lazily<From, M extends Makers<From>>(makers: M): (from: From, given?: Partial<Made<M>>) => Lazy<M> {
  class Parts {
    readonly made: Record<string, object>;

    constructor(
      readonly from: From,
      given: Record<string, object>,
    ) {
      this.made = { ...given };
    }
  }
  for (const [name, make] of Object.entries(makers))
    Object.defineProperty(Parts.prototype, name, {
      get(this: Parts) {
        return (this.made[name] ??= make(this.from));
      },
    });
  return (from, given = {}) => new Parts(from, given as Record<string, object>) as unknown as Lazy<M>;
}

/** All parts at once. */
export function allMade<From, M extends Makers<From>>(makers: M, from: From): Made<M> {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make(from)])) as Made<M>;
}

type Lazy<M> = Made<M> & {
  /** What was asked for until now. */
  readonly made: Partial<Made<M>>;
};
