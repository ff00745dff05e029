import DataLoader from 'dataloader';
import type { Database } from '../commands/store/open-database.js';
import { loadSettings, type Settings } from '../commands/store/settings.js';
import type { Pool } from '../domain/pool/pool.js';
import type { Quota } from '../domain/pool/quota.js';
import type { Viewer } from '../domain/policy.js';
import { apiKeysById } from './queries/api-keys.js';
import { approvalsById } from './queries/approvals.js';
import { handOversById } from './queries/hand-overs.js';
import { pilotsById } from './queries/pilots.js';
import { forEach, manyBy, oneByAskedId, oneById, onlyBy } from './queries/batch.js';
import { ChildPages } from './queries/child-pages.js';
import { followUpsOf, timelineOf, touchesOf } from './queries/child-lists.js';
import * as deals from './queries/deals.js';
import { contractsOf, filesById } from './queries/files.js';
import { importsById, keptRows } from './queries/imports.js';
import { contactsOfCustomers, contactsOfLeads } from './queries/contact-history.js';
import { contributionsTo } from './queries/contributors.js';
import { openEscalationsOf } from './queries/escalations.js';
import { customerFiles, leadFiles } from './queries/customer-files.js';
import { openDeadlinesOf } from './queries/customer-parts.js';
import { channelsById, sendsOf } from './queries/nurture.js';
import { notificationSettingsOf } from './queries/notification-settings.js';
import { membersOf, teamsById, usersById } from './queries/people.js';
import { libraryOf } from './queries/playbooks.js';
import { plannedChangesOf, pools } from './queries/pools.js';
import { quotasFrom } from './queries/quota.js';
import { sourcesById } from './queries/sources.js';
import { suspectedDuplicatesOf } from './queries/suspected-duplicates.js';
import { attemptsOf, deliveriesOfCards, deliveriesById, webhooksById } from './queries/webhooks.js';
import * as visible from './queries/visible-by-id.js';
import { NOW } from './queries/standing.js';
import { lazily, type Made } from './lazily.js';
import { STANDING, type StandingFrom } from './standing-loaders.js';

/** What loaders read from, for whom, and how what they find is handed on. */
interface From extends StandingFrom {
  readonly viewer: Viewer | null;
}

/** What is everybody's. */
const SHARED = {
  user: ({ database }: From) => oneById((ids) => usersById(database, ids)),
  team: ({ database }: From) => oneById((ids) => teamsById(database, ids)),
  teamMembers: ({ database }: From) =>
    manyBy(
      (teamIds) => membersOf(database, teamIds),
      ({ teamId }) => teamId,
    ),
  notificationSettings: ({ database }: From) =>
    onlyBy(
      (ids) => notificationSettingsOf(database, ids),
      ({ userId }) => userId,
    ),
  source: ({ database }: From) => oneById((ids) => sourcesById(database, ids)),
  nurtureChannel: ({ database }: From) => oneById((ids) => channelsById(database, ids)),
  /** By the settings' own id, of which there is one. */
  settings: ({ database }: From) =>
    new DataLoader<1, Settings>(async (ids) => {
      const settings = await loadSettings(database.sql);
      return ids.map(() => settings);
    }),
  playbook: ({ database }: From) => oneById((ids) => libraryOf(database).find(database.sql, ids)),
};

const seenBy =
  <Row>(
    { database, viewer }: From,
    read: (database: Database, viewer: Viewer, ids: readonly string[]) => Promise<readonly Row[]>,
  ) =>
  async (ids: readonly string[]): Promise<readonly Row[]> =>
    viewer === null ? [] : read(database, viewer, ids);

/** What only those see whose scope it falls into. */
const SUBJECTS = {
  pool: (from: From) => oneById(seenBy(from, pools)),
  quota: (from: From) => forEach<Pool, Quota>((asked) => quotasFrom(from.database, from.viewer!.id, asked)),
  customer: (from: From) => oneByAskedId(seenBy(from, visible.customersById)),
  lead: (from: From) => oneByAskedId(seenBy(from, visible.leadsById)),
  suspectedDuplicates: (from: From) => manyBy(seenBy(from, suspectedDuplicatesOf), ({ suspectOf }) => suspectOf),
  leadsOfCustomer: (from: From) => manyBy(seenBy(from, visible.leadsOf), ({ customerId }) => customerId),
  openEscalation: (from: From) => onlyBy(seenBy(from, openEscalationsOf), ({ customerId }) => customerId),
  followUp: (from: From) => oneById(seenBy(from, visible.followUpsById)),
  deadline: (from: From) => oneById(seenBy(from, visible.deadlinesById)),
  touch: (from: From) => oneById(seenBy(from, visible.touchesById)),
  quote: (from: From) => oneById(seenBy(from, visible.quotesById)),
  file: (from: From) => oneById(seenBy(from, filesById)),
  contractsOfCustomer: (from: From) => manyBy(seenBy(from, contractsOf), ({ customerId }) => customerId),
  deal: (from: From) => oneById(seenBy(from, deals.dealsById)),
  instalment: (from: From) => oneById(seenBy(from, deals.instalmentsById)),
  payment: (from: From) => oneById(seenBy(from, deals.paymentsById)),
  delivery: (from: From) => oneById(seenBy(from, deals.deliveriesById)),
  approval: (from: From) => oneById(seenBy(from, approvalsById)),
  importRun: (from: From) => oneById(seenBy(from, importsById)),
  notification: (from: From) => oneById(seenBy(from, visible.notificationsById)),
  event: (from: From) => oneById(seenBy(from, visible.eventsById)),
  handOver: (from: From) => oneById(seenBy(from, handOversById)),
  pilot: (from: From) => oneById(seenBy(from, pilotsById)),
  apiKey: (from: From) => oneById(seenBy(from, apiKeysById)),
  webhook: (from: From) => oneById(seenBy(from, webhooksById)),
  sentMessage: (from: From) => oneById(seenBy(from, deliveriesById)),
  deliveriesOfCard: (from: From) => manyBy(seenBy(from, deliveriesOfCards), ({ notificationId }) => notificationId),
};

/** What hangs on a customer or lead that was found already. */
const PARTS = {
  customerFile: ({ database }: From) => customerFiles(database),
  leadFile: ({ database }: From) => leadFiles(database),
  contactsOfCustomer: ({ database }: From) => contactsOfCustomers(database),
  contactsOfLead: ({ database }: From) => contactsOfLeads(database),
  nurtureSends: ({ database }: From) =>
    manyBy(
      (ids) => sendsOf(database, ids),
      ({ leadId }) => leadId,
    ),
  poolChange: ({ database }: From) =>
    onlyBy(
      (ids) => plannedChangesOf(database, ids),
      ({ poolId }) => poolId,
    ),
  attempts: ({ database }: From) =>
    manyBy(
      (ids) => attemptsOf(database, ids),
      ({ deliveryId }) => deliveryId,
    ),
  contributions: ({ database }: From) =>
    manyBy(
      (ids) => contributionsTo(database, ids),
      ({ customerId }) => customerId,
    ),
  keptRows: ({ database }: From) =>
    onlyBy(
      (ids) => keptRows(database, ids),
      ({ importId }) => importId,
    ),
  deadlinesOfCustomer: ({ database }: From) =>
    manyBy(
      (ids) => openDeadlinesOf(database, 'customerId', ids),
      ({ customerId }) => customerId,
    ),
  deadlinesOfLead: ({ database }: From) =>
    manyBy(
      (ids) => openDeadlinesOf(database, 'leadId', ids),
      ({ leadId }) => leadId,
    ),
  followUpsOfLead: ({ database }: From) => new ChildPages(database, () => followUpsOf(database, 'leadId')),
  touchesOfLead: ({ database }: From) => new ChildPages(database, () => touchesOf(database, 'leadId')),
  timeline: ({ database, viewer }: From) => new ChildPages(database, () => timelineOf(database, viewer)),
};

const LOADERS = { ...SHARED, ...SUBJECTS, ...PARTS, ...STANDING };

const loadersOf = lazily<From, typeof LOADERS>(LOADERS);

export type Loaders = Made<typeof LOADERS> & { forget(): void };

/**
 * Everything that fields load by id, in batches and once per request. What the viewer may not see is null, as if it weren't there;
 * an anonymous caller sees people and playbooks at most. `given` ones take the place of the usual ones. `forget` after a change: what was
 * read before it is no longer true.
 */
export function createLoaders(database: Database, viewer: Viewer | null, given: Partial<Loaders> = {}): Loaders {
  const loaders = loadersOf({ database, viewer, standing: NOW, shown: asItIs }, given);
  return Object.assign(loaders, { forget: () => Object.values(loaders.made).forEach((loader) => loader.clearAll()) });
}

const asItIs = <Row extends object>(row: Row): Row => row;
