import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import type { SignedIn } from '../context.js';
import type { Loaders } from '../loaders.js';
import { EVERYBODY } from '../queries/everybody.js';
import { oneByAskedId } from '../queries/batch.js';
import { customersById, leadsById } from '../queries/visible-by-id.js';
import type { Told } from './feed.js';

/** Thrown where what is read depends on who reads it. */
class DependsOnReader extends Error {
  override readonly name = 'DependsOnReader';
}

/**
 * All who are told of an event, as one reader: they see its customer or lead, or are those who don't. Whatever else depends on who reads
 * it can't be read for all of them at once: then `isPossible` turns false, and what was read is of no use.
 */
export class AnyReader {
  isPossible = true;
  readonly viewer: SignedIn;

  constructor(
    private readonly database: Database,
    private readonly told: Told,
  ) {
    this.viewer = new Proxy({} as SignedIn, { get: () => this.depends() });
  }

  get loaders(): Partial<Loaders> {
    const { customerId, leadId } = this.told.event;
    if (customerId !== null) return { customer: this.only(customerId, customersById) };
    return leadId === null ? {} : { lead: this.only(leadId, leadsById) };
  }

  private only<Row extends { readonly askedId: string }>(
    id: string,
    read: (database: Database, viewer: Viewer, ids: readonly string[]) => Promise<readonly Row[]>,
  ) {
    return oneByAskedId<Row>(async (ids) => {
      if (ids.some((asked) => asked !== id)) this.depends();
      return this.told.isHidden ? [] : read(this.database, EVERYBODY, ids);
    });
  }

  private depends(): never {
    this.isPossible = false;
    throw new DependsOnReader();
  }
}
