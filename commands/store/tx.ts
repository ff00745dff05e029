import { sql, type Selectable, type Transaction } from 'kysely';
import type { CustomField } from '../../domain/custom-field/custom-field.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import type { Setting } from '../../domain/customer/create.js';
import { notFound, type IdKind } from '../../domain/decision.js';
import type { Changes } from '../../domain/change.js';
import type { Identity } from '../../domain/lead/identity.js';
import type { Roster } from '../../domain/lead/choose-owner.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import { COUNTING_CARDS } from '../../domain/lead/unplaced.js';
import type { Merge } from '../../domain/merge/merge.js';
import type { Notification } from '../../domain/notification.js';
import type { Person } from '../../domain/people.js';
import { maySee, type Viewer } from '../../domain/policy.js';
import type { Playbook } from '../../domain/playbook/playbook.js';
import type { Pool } from '../../domain/pool/pool.js';
import type { ReasonSettings } from '../../domain/reason/choose.js';
import { standingOf } from '../../domain/standing.js';
import type { DB, User } from '../../schema/generated/kysely/types.js';
import {
  fromSettings,
  loadCustomerFile,
  loadCustomerFiles,
  loadLeadFile,
  loadLeadFiles,
  withStandIns,
} from './files.js';
import { databaseNow } from './idempotency.js';
import { Overtaken, survivorOf } from './survivor.js';
import { newId } from './ids.js';
import type { Playbooks } from './playbooks.js';
import { record } from './record.js';
import { refuseStale } from './refuse-stale.js';
import { lockRoster, type RosterAsked } from './roster.js';
import { POOLS, asPool } from './pools.js';
import { loadSettings, type Settings } from './settings.js';

/** Of many, whether those whom somebody else holds at the moment are waited for or left out. */
type Locked = 'ALL' | 'FREE';

/** One transaction of one command: what it may read and lock. Everything it writes goes through its decision. */
export class Tx {
  /** The database's clock, read anew after each lock: a wait doesn't make the past the present. */
  now: Date;

  constructor(
    readonly sql: Transaction<DB>,
    readonly by: Viewer | null,
    readonly playbooks: Playbooks,
    startedAt: Date,
    private readonly ordinals = { next: 0 },
  ) {
    this.now = startedAt;
  }

  /** Whoever asks, where only a person can. */
  requireCaller(): Viewer {
    if (this.by === null) throw new Error('This is asked by people only');
    return this.by;
  }

  /** Writes what was decided now, so that what the same command decides next builds on it; answers the log's position. */
  write(changes: Changes): Promise<string | null> {
    return record(this.sql, changes, { actorId: this.by?.id ?? null, now: this.now, ordinals: this.ordinals });
  }

  /** What was decided so far is there to be read: a batch holds it back until somebody asks. */
  flushed(): Promise<void> {
    return Promise.resolve();
  }

  readonly newId = (kind: IdKind): string => newId(kind);

  /** The customer and all around it, locked until the end. What the caller may not see is not found; a version that is no longer current is refused. */
  async lockCustomer(id: string, version?: number | null, field = 'customerId'): Promise<CustomerFile> {
    const file = await this.lockAnyCustomer(id, field);
    return this.checked(file, file.customer.version, version, field);
  }

  /** Without asking who may see it: for arrivals, timers, and cards that outlive a right. The id of one that was merged leads to the survivor. */
  async lockAnyCustomer(id: string, field = 'customerId'): Promise<CustomerFile> {
    const locked = this.sql.selectFrom('Customer').selectAll().where('id', '=', survivorOf('Customer', id)).forUpdate();
    const row = await locked.executeTakeFirst();
    if (!row) throw notFound(field);
    if (row.mergedIntoId !== null) throw new Overtaken();
    const { now, ...file } = await loadCustomerFile(this.sql, row, this.playbooks);
    this.now = now;
    return file;
  }

  async lockLead(id: string, version?: number | null, field = 'leadId'): Promise<LeadFile> {
    const file = await this.lockAnyLead(id, field);
    return this.checked(file, file.lead.version, version, field);
  }

  async lockAnyLead(id: string, field = 'leadId'): Promise<LeadFile> {
    const locked = this.sql.selectFrom('Lead').selectAll().where('id', '=', survivorOf('Lead', id)).forUpdate();
    const row = await locked.executeTakeFirst();
    if (!row) throw notFound(field);
    if (row.mergedIntoId !== null) throw new Overtaken();
    const { now, ...file } = await loadLeadFile(this.sql, row, this.playbooks);
    this.now = now;
    return file;
  }

  /** Many customers, locked in the order of their ids, which is everybody's order. Without asking who may see them; those that aren't there are left out. */
  async lockCustomers(ids: readonly string[], which: Locked = 'ALL'): Promise<readonly CustomerFile[]> {
    if (ids.length === 0) return [];
    const locked = this.sql.selectFrom('Customer').selectAll().where('id', 'in', ids).orderBy('id').forUpdate();
    const rows = await locked.$if(which === 'FREE', (query) => query.skipLocked()).execute();
    const files = await loadCustomerFiles(this.sql, rows, this.playbooks);
    this.now = await databaseNow(this.sql);
    return files;
  }

  async lockLeads(ids: readonly string[], which: Locked = 'ALL'): Promise<readonly LeadFile[]> {
    if (ids.length === 0) return [];
    const locked = this.sql.selectFrom('Lead').selectAll().where('id', 'in', ids).orderBy('id').forUpdate();
    const rows = await locked.$if(which === 'FREE', (query) => query.skipLocked()).execute();
    const files = await loadLeadFiles(this.sql, rows, this.playbooks);
    this.now = await databaseNow(this.sql);
    return files;
  }

  /** Under which id each of these is found now; without locking anything. */
  async survivorIds(table: 'Customer' | 'Lead', ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.sql.selectFrom(table).select(['id', 'mergedIntoId']).where('id', 'in', ids).execute();
    return new Map(rows.map(({ id, mergedIntoId }) => [id, mergedIntoId ?? id]));
  }

  /** One that was merged, under its own id, with the stay that the merge ended and what is around whoever is to take it back. The survivor is locked already. */
  async lockMerged({ kind, fromId: id, undo }: Merge, ownerId: string | null): Promise<CustomerFile | LeadFile> {
    if (kind === 'LEAD') {
      const lead = await this.sql.selectFrom('Lead').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
      if (!lead) throw notFound('id');
      const { now: _, ...file } = await loadLeadFile(this.sql, { ...lead, ownerId }, this.playbooks);
      return { ...file, lead };
    }
    const row = await this.sql.selectFrom('Customer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) throw notFound('id');
    const { now: _, ...file } = await loadCustomerFile(this.sql, { ...row, ownerId }, this.playbooks);
    const visit = this.sql.selectFrom('StageVisit').selectAll().where('id', '=', undo.visitId);
    return { ...file, customer: row, visit: (await visit.executeTakeFirst()) ?? null };
  }

  /** Follow-ups and timers of a lead went on with its customer once it was qualified: then the customer. Without asking who may see it. */
  async lockLeadOrItsCustomer(id: string): Promise<CustomerFile | LeadFile> {
    const file = await this.lockAnyLead(id);
    return file.lead.customerId === null ? file : this.lockAnyCustomer(file.lead.customerId);
  }

  /** The customer or lead that something hangs on: the customer once there is one. Without asking who may see it. */
  lockAnySubject(
    of: { customerId: string | null; leadId: string | null },
    field: string,
  ): Promise<CustomerFile | LeadFile> {
    if (of.customerId !== null) return this.lockAnyCustomer(of.customerId, field);
    if (of.leadId !== null) return this.lockLeadOrItsCustomer(of.leadId);
    throw notFound(field);
  }

  /** What the caller may not see is not found. */
  requireSeen(file: CustomerFile | LeadFile, field: string): void {
    if (this.by !== null && !maySee(this.by, standingOf(file))) throw notFound(field);
  }

  /** Where a new customer of this owner (or, without one, of the pool) begins. */
  async loadSetting(ownerId: string | null): Promise<Setting> {
    const owner = ownerId === null ? null : await this.loadPerson(ownerId, 'ownerId');
    const team = owner?.teamId
      ? await this.sql
          .selectFrom('Team')
          .select(['id', 'leadId', 'playbookId'])
          .where('id', '=', owner.teamId)
          .executeTakeFirstOrThrow()
      : null;
    const playbookId = team?.playbookId ?? (await this.defaultPlaybookId());
    return {
      playbook: await this.playbooks.load(this.sql, playbookId),
      ...fromSettings(await this.loadSettings()),
      people: await this.loadSuperiors(owner, team?.leadId ?? null),
      pools: await this.loadPools(),
      ownerTeam: team,
    };
  }

  /** Who may get something by the rules; from here to the end no other automatic assignment goes on. */
  lockRoster(asked: RosterAsked): Promise<Roster> {
    return lockRoster(this, asked);
  }

  /** The unread cards of these people that count those who found nobody; once somebody is placed, that lock is held. */
  async lockCountingCards(recipientIds: readonly string[]): Promise<readonly Notification[]> {
    return this.sql
      .selectFrom('Notification')
      .selectAll()
      .where('recipientId', 'in', ['', ...recipientIds])
      .where('readAt', 'is', null)
      .where('subject', 'in', COUNTING_CARDS)
      .orderBy('id')
      .forUpdate()
      .execute();
  }

  /** Which reasons there are for these customers. Without asking who may see them. */
  async loadReasonSettings(customerIds: readonly string[]): Promise<ReasonSettings> {
    const ids = [...(await this.survivorIds('Customer', customerIds)).values()];
    const theirs = this.sql.selectFrom('Customer').select('playbookId').distinct().where('id', 'in', ids);
    const playbookIds = ids.length === 0 ? [] : (await theirs.execute()).map(({ playbookId }) => playbookId);
    const { reasons } = await this.loadSettings();
    return { playbooks: await this.playbooks.find(this.sql, playbookIds), reasons };
  }

  loadSettings(): Promise<Settings> {
    return loadSettings(this.sql);
  }

  /** The organisation's own fields: until the end nobody takes away what is about to ask for them. */
  async lockFields(): Promise<readonly CustomField[]> {
    const settings = this.sql.selectFrom('Settings').select('customFields').where('id', '=', 1).forShare();
    return (await settings.executeTakeFirstOrThrow()).customFields as readonly CustomField[];
  }

  loadPlaybook(id: string): Promise<Playbook> {
    return this.playbooks.load(this.sql, id);
  }

  async loadPools(): Promise<readonly Pool[]> {
    const { rows } = await POOLS.execute(this.sql);
    return rows.map(asPool);
  }

  async loadPerson(id: string, field: string): Promise<Person> {
    const row = await this.sql.selectFrom('User').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound(field);
    return row satisfies Selectable<User>;
  }

  /** Who already has one of these identities, if anybody: the customer first. */
  async findByIdentities(
    identities: readonly Identity[],
    except: { readonly customerId?: string; readonly leadId?: string } = {},
  ): Promise<{ leadId: string | null; customerId: string | null } | null> {
    if (identities.length === 0) return null;
    const pairs = identities.map(({ kind, value }) => sql`(${kind}, ${value})`);
    const { rows } = await sql<{ leadId: string | null; customerId: string | null }>`
      select "leadId", "customerId" from "Identity" where (kind, value) in (${sql.join(pairs)})
        and "customerId" is distinct from ${except.customerId ?? ''} and "leadId" is distinct from ${except.leadId ?? ''}
      order by "customerId" nulls last limit 1`.execute(this.sql);
    return rows[0] ?? null;
  }

  async defaultPlaybookId(): Promise<string> {
    const newest = this.sql
      .selectFrom('Playbook')
      .select('id')
      .where('key', '=', 'default')
      .orderBy('version', 'desc')
      .limit(1);
    return (await newest.executeTakeFirstOrThrow()).id;
  }

  /** Somebody and whoever stands in for them while they are on leave. */
  async loadStandIns(id: string): Promise<readonly Person[]> {
    return (await withStandIns(sql`${id}`).execute(this.sql)).rows as Person[];
  }

  private async loadSuperiors(owner: Person | null, leadId: string | null): Promise<readonly Person[]> {
    const named = sql`select u.id from "User" u where (u.role in ('MANAGER', 'ADMIN') and u.active)
      or u.id = ${owner?.id ?? null} or u.id = ${leadId}`;
    return (await withStandIns(named).execute(this.sql)).rows as Person[];
  }

  private checked<F extends CustomerFile | LeadFile>(
    file: F,
    current: number,
    expected: number | null | undefined,
    field: string,
  ): F {
    this.requireSeen(file, field);
    refuseStale(expected, current);
    return file;
  }
}
