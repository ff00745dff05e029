import { KEYED_KINDS } from '../../domain/lead/source.js';
import type { Database } from '../../commands/store/open-database.js';

/** What the API may show of a source: all but its key and what its provider needs. */
const shown = {
  id: true,
  name: true,
  channel: true,
  active: true,
  kind: true,
  quality: true,
  allowedOrigins: true,
  fieldMapping: true,
  defaultTags: true,
} as const;

export const sourcesById = ({ prisma }: Database, ids: readonly string[]) =>
  prisma.source.findMany({ select: shown, where: { id: { in: [...ids] } } });

export const allSources = ({ prisma }: Database) =>
  prisma.source.findMany({ select: shown, orderBy: [{ name: 'asc' }, { id: 'asc' }] });

/** The active source that this hash of a key belongs to, as its deliveries are read; one that is fed in another way has no key. */
export const sourceByKeyHash = ({ sql }: Database, keyHash: string) =>
  sql
    .selectFrom('Source')
    .select(['id', 'kind', 'config', 'allowedOrigins', 'fieldMapping'])
    .where('keyHash', '=', keyHash)
    .where('active', '=', true)
    .where('kind', 'in', KEYED_KINDS)
    .executeTakeFirst();

/** The active source that a provider's callback feeds, with its sealed keys. */
export const callbackSource = ({ sql }: Database, id: string, kind: 'WECOM' | 'OFFICIAL_ACCOUNT') =>
  sql
    .selectFrom('Source')
    .select(['id', 'config'])
    .where('id', '=', id)
    .where('active', '=', true)
    .where('kind', '=', kind)
    .executeTakeFirst();
