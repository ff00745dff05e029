import type { Database } from '../../commands/store/open-database.js';

/** What the API may show of a source: not its key, and not how it maps what it delivers. */
const shown = { id: true, name: true, channel: true, active: true } as const;

export const sourcesById = ({ prisma }: Database, ids: readonly string[]) =>
  prisma.source.findMany({ select: shown, where: { id: { in: [...ids] } } });

export const allSources = ({ prisma }: Database) =>
  prisma.source.findMany({ select: shown, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
