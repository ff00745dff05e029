import type { Database } from '../../commands/store/open-database.js';

/** What the API may show of a source: all but its key and what its provider needs. */
const shown = {
  id: true,
  name: true,
  channel: true,
  active: true,
  quality: true,
  allowedOrigins: true,
  fieldMapping: true,
  defaultTags: true,
} as const;

export const sourcesById = ({ prisma }: Database, ids: readonly string[]) =>
  prisma.source.findMany({ select: shown, where: { id: { in: [...ids] } } });

export const allSources = ({ prisma }: Database) =>
  prisma.source.findMany({ select: shown, orderBy: [{ name: 'asc' }, { id: 'asc' }] });

/** The active source that this hash of a key belongs to, as its deliveries are read. */
export const sourceByKeyHash = ({ sql }: Database, keyHash: string) =>
  sql
    .selectFrom('Source')
    .select(['id', 'allowedOrigins', 'fieldMapping'])
    .where('keyHash', '=', keyHash)
    .where('active', '=', true)
    .executeTakeFirst();
