import type { Database } from '../../commands/store/open-database.js';
import { may, type Viewer } from '../../domain/policy.js';

/** What the API may show of a key; the secret's hash never leaves the store. */
const shown = {
  id: true,
  name: true,
  prefix: true,
  role: true,
  scopes: true,
  teamIds: true,
  createdAt: true,
  createdById: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;

/** Keys are administrators' business, and no key's. */
const maySeeKeys = (viewer: Viewer): boolean => may(viewer, 'manageKeys') && viewer.key === undefined;

export async function apiKeysById({ prisma }: Database, viewer: Viewer, ids: readonly string[]) {
  return maySeeKeys(viewer) ? prisma.apiKey.findMany({ select: shown, where: { id: { in: [...ids] } } }) : [];
}

/** The latest first, those that have ended included. */
export const allApiKeys = ({ prisma }: Database) =>
  prisma.apiKey.findMany({ select: shown, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });

export type ApiKeyRow = Awaited<ReturnType<typeof allApiKeys>>[number];
