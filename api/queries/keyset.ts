import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Order, Place, SortKey } from './order.js';

export type Towards = 'start' | 'end';

/** A list with a nullable key is two, one after the other: each can be walked along an index, which one condition over both could not. */
export type Leg = 'filled' | 'empty';

/** An order as SQL over one table of a statement. */
export class Keyset {
  readonly legs: readonly Leg[];

  constructor(
    private readonly order: Order,
    private readonly table: string,
  ) {
    this.legs = order.nullable ? ['filled', 'empty'] : ['filled'];
  }

  in(leg: Leg): RawBuilder<SqlBool> {
    if (!this.order.nullable) return sql<SqlBool>`true`;
    const key = this.column(this.order.keys[0]);
    return leg === 'filled' ? sql<SqlBool>`${key} is not null` : sql<SqlBool>`${key} is null`;
  }

  /** Whether a row of this leg lies beyond a place, seen towards the list's start or end. */
  beyond(
    place: Place,
    { leg, towards, orAt = false }: { leg: Leg; towards: Towards; orAt?: boolean },
  ): RawBuilder<SqlBool> {
    const legOfPlace: Leg = this.order.nullable && place[0] === null ? 'empty' : 'filled';
    if (leg !== legOfPlace) return sql.lit((leg === 'empty') === (towards === 'end'));
    const isConstant = leg === 'empty' ? 1 : 0;
    const columns = this.order.keys.slice(isConstant).map((key) => this.column(key));
    const operator = sql.raw(((towards === 'end') === this.order.descending ? '<' : '>') + (orAt ? '=' : ''));
    return sql<SqlBool>`(${sql.join(columns)}) ${operator} (${sql.join(place.slice(isConstant))})`;
  }

  /** Whether a row of the whole list lies beyond a place. */
  beyondIn(place: Place, towards: Towards, orAt: boolean): RawBuilder<SqlBool> {
    const legs = this.legs.map((leg) => sql`(${this.in(leg)} and ${this.beyond(place, { leg, towards, orAt })})`);
    return sql<SqlBool>`(${sql.join(legs, sql` or `)})`;
  }

  /** The keys to sort one leg by; read from the end, everything runs the other way. */
  sortKeys(fromEnd: boolean): RawBuilder<unknown> {
    const direction = sql.raw(this.order.descending === fromEnd ? 'asc' : 'desc');
    return sql.join(this.order.keys.map((key) => sql`${this.column(key)} ${direction}`));
  }

  /** The keys to sort the joined legs by. */
  sortLegs(fromEnd: boolean): RawBuilder<unknown> {
    if (!this.order.nullable) return this.sortKeys(fromEnd);
    return sql`${this.column(this.order.keys[0])} is null ${sql.raw(fromEnd ? 'desc' : 'asc')}, ${this.sortKeys(fromEnd)}`;
  }

  private column({ column }: SortKey): RawBuilder<unknown> {
    return sql.ref(`${this.table}.${column}`);
  }
}
