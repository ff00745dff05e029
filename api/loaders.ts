import DataLoader from 'dataloader';
import type { Database } from '../commands/store/open-database.js';
import { loadSettings, type Settings } from '../commands/store/settings.js';
import type { Pool } from '../domain/pool/pool.js';
import type { Quota } from '../domain/pool/quota.js';
import type { Viewer } from '../domain/policy.js';
import { apiKeysById } from './queries/api-keys.js';
import { approvalsById } from './queries/approvals.js';
import { handOversById } from './queries/hand-overs.js';
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
import { standingLoaders } from './standing-loaders.js';

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * Everything that fields load by id, in batches and once per request. What the viewer may not see is null, as if it weren't there;
 * an anonymous caller sees people and playbooks at most. `forget` after a change: what was read before it is no longer true.
 */
export function createLoaders(database: Database, viewer: Viewer | null) {
  const all = {
    ...sharedLoaders(database),
    ...subjectLoaders(database, viewer),
    ...partLoaders(database, viewer),
    ...standingLoaders(database, NOW),
  };
  const forget = () => Object.values(all).forEach((loader) => loader.clearAll());
  return { ...all, forget };
}

/** What is everybody's. */
function sharedLoaders(database: Database) {
  return {
    user: oneById((ids) => usersById(database, ids)),
    team: oneById((ids) => teamsById(database, ids)),
    teamMembers: manyBy(
      (teamIds) => membersOf(database, teamIds),
      ({ teamId }) => teamId,
    ),
    notificationSettings: onlyBy(
      (ids) => notificationSettingsOf(database, ids),
      ({ userId }) => userId,
    ),
    source: oneById((ids) => sourcesById(database, ids)),
    nurtureChannel: oneById((ids) => channelsById(database, ids)),
    /** By the settings' own id, of which there is one. */
    settings: new DataLoader<1, Settings>(async (ids) => {
      const settings = await loadSettings(database.sql);
      return ids.map(() => settings);
    }),
    playbook: oneById((ids) => libraryOf(database).find(database.sql, ids)),
  };
}

/** What only those see whose scope it falls into. */
function subjectLoaders(database: Database, viewer: Viewer | null) {
  const seenBy =
    <Row>(read: (database: Database, viewer: Viewer, ids: readonly string[]) => Promise<readonly Row[]>) =>
    async (ids: readonly string[]): Promise<readonly Row[]> =>
      viewer === null ? [] : read(database, viewer, ids);
  return {
    pool: oneById(seenBy(pools)),
    quota: forEach<Pool, Quota>((asked) => quotasFrom(database, viewer!.id, asked)),
    customer: oneByAskedId(seenBy(visible.customersById)),
    lead: oneByAskedId(seenBy(visible.leadsById)),
    suspectedDuplicates: manyBy(seenBy(suspectedDuplicatesOf), ({ suspectOf }) => suspectOf),
    leadsOfCustomer: manyBy(seenBy(visible.leadsOf), ({ customerId }) => customerId),
    openEscalation: onlyBy(seenBy(openEscalationsOf), ({ customerId }) => customerId),
    followUp: oneById(seenBy(visible.followUpsById)),
    deadline: oneById(seenBy(visible.deadlinesById)),
    touch: oneById(seenBy(visible.touchesById)),
    quote: oneById(seenBy(visible.quotesById)),
    file: oneById(seenBy(filesById)),
    contractsOfCustomer: manyBy(seenBy(contractsOf), ({ customerId }) => customerId),
    deal: oneById(seenBy(deals.dealsById)),
    instalment: oneById(seenBy(deals.instalmentsById)),
    payment: oneById(seenBy(deals.paymentsById)),
    delivery: oneById(seenBy(deals.deliveriesById)),
    approval: oneById(seenBy(approvalsById)),
    importRun: oneById(seenBy(importsById)),
    notification: oneById(seenBy(visible.notificationsById)),
    event: oneById(seenBy(visible.eventsById)),
    handOver: oneById(seenBy(handOversById)),
    apiKey: oneById(seenBy(apiKeysById)),
    webhook: oneById(seenBy(webhooksById)),
    sentMessage: oneById(seenBy(deliveriesById)),
    deliveriesOfCard: manyBy(seenBy(deliveriesOfCards), ({ notificationId }) => notificationId),
  };
}

/** What hangs on a customer or lead that was found already. */
function partLoaders(database: Database, viewer: Viewer | null) {
  return {
    customerFile: customerFiles(database),
    leadFile: leadFiles(database),
    contactsOfCustomer: contactsOfCustomers(database),
    contactsOfLead: contactsOfLeads(database),
    nurtureSends: manyBy(
      (ids) => sendsOf(database, ids),
      ({ leadId }) => leadId,
    ),
    poolChange: onlyBy(
      (ids) => plannedChangesOf(database, ids),
      ({ poolId }) => poolId,
    ),
    attempts: manyBy(
      (ids) => attemptsOf(database, ids),
      ({ deliveryId }) => deliveryId,
    ),
    contributions: manyBy(
      (ids) => contributionsTo(database, ids),
      ({ customerId }) => customerId,
    ),
    keptRows: onlyBy(
      (ids) => keptRows(database, ids),
      ({ importId }) => importId,
    ),
    deadlinesOfCustomer: manyBy(
      (ids) => openDeadlinesOf(database, 'customerId', ids),
      ({ customerId }) => customerId,
    ),
    deadlinesOfLead: manyBy(
      (ids) => openDeadlinesOf(database, 'leadId', ids),
      ({ leadId }) => leadId,
    ),
    followUpsOfLead: new ChildPages(database, () => followUpsOf(database, 'leadId')),
    touchesOfLead: new ChildPages(database, () => touchesOf(database, 'leadId')),
    timeline: new ChildPages(database, () => timelineOf(database, viewer)),
  };
}
