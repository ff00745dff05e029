import { sql } from 'kysely';
import type { Change, Changes } from '../../domain/change.js';
import type { Setting } from '../../domain/customer/create.js';
import type { Roster } from '../../domain/lead/choose-owner.js';
import type { Identity } from '../../domain/lead/identity.js';
import type { Notification } from '../../domain/notification.js';
import type { Pool } from '../../domain/pool/pool.js';
import type { RosterAsked } from '../store/roster.js';
import type { Settings } from '../store/settings.js';
import { Tx } from '../store/tx.js';
import { BatchRoster } from './batch-roster.js';

interface Known {
  readonly leadId: string | null;
  readonly customerId: string | null;
}

/**
 * The same transaction for many decisions: what doesn't change between them is read once, who is known already is asked for all of them at
 * once, and what they write is written together, before anything that it could change is read. Somebody who becomes known to another
 * transaction meanwhile makes the write fail, and the whole batch is decided anew.
 */
export class BatchTx extends Tx {
  private readonly known = new Map<string, Known | null>();
  private settings: Promise<Settings> | undefined;
  private pools: Promise<readonly Pool[]> | undefined;
  private readonly rosters: BatchRoster;
  private held: Change[] = [];
  /** Those that count who found nobody, by whom they are for. */
  private readonly cards = new Map<string, readonly Notification[]>();
  private readonly beginnings = new Map<string | null, Promise<Setting>>();

  constructor(private readonly outer: Tx) {
    super(outer.sql, outer.by, outer.playbooks, outer.now);
    this.rosters = new BatchRoster(this);
  }

  override write(changes: Changes): Promise<null> {
    for (const change of changes) {
      this.learn(change);
      this.learnCard(change);
      this.rosters.learn(change);
    }
    this.held.push(...changes);
    return Promise.resolve(null);
  }

  /** Written as the outer transaction's, so that all events stand in one order. */
  override async flushed(): Promise<void> {
    const changes = this.held;
    this.held = [];
    this.outer.now = this.now;
    if (changes.length > 0) await this.outer.write(changes);
  }

  /** Looks up who has any of these identities, in one statement; these companies, when one of them is asked for. */
  async lookUp(identities: readonly Identity[], companies: readonly string[]): Promise<void> {
    this.rosters.expect(companies);
    const kinds = identities.map(({ kind }) => kind);
    const values = identities.map(({ value }) => value);
    const { rows } = await sql<Identity & Known>`
      select i.kind, i.value, i."leadId", i."customerId"
      from unnest(${kinds}::text[], ${values}::text[]) wanted(kind, value)
      join "Identity" i on i.kind = wanted.kind and i.value = wanted.value`.execute(this.sql);
    for (const identity of identities) this.known.set(keyOf(identity), null);
    for (const { leadId, customerId, ...identity } of rows) this.known.set(keyOf(identity), { leadId, customerId });
  }

  /** Whoever is known is looked at next. */
  override async findByIdentities(identities: readonly Identity[], except?: { customerId: string }) {
    const found = identities.map((identity) => this.known.get(keyOf(identity)));
    const isAsked = except !== undefined || found.includes(undefined);
    const known = found.find((one) => one?.customerId) ?? found.find((one) => one) ?? null;
    if (isAsked || known) await this.flushed();
    return isAsked ? super.findByIdentities(identities, except) : known;
  }

  override lockRoster({ company }: RosterAsked): Promise<Roster> {
    return this.rosters.roster(company);
  }

  override async lockCountingCards(recipientIds: readonly string[]): Promise<readonly Notification[]> {
    const unasked = recipientIds.filter((id) => !this.cards.has(id));
    if (unasked.length > 0) {
      const found = await super.lockCountingCards(unasked);
      for (const id of unasked)
        this.cards.set(
          id,
          found.filter((card) => card.recipientId === id),
        );
    }
    return recipientIds.flatMap((id) => this.cards.get(id) ?? []);
  }

  override loadSettings(): Promise<Settings> {
    return (this.settings ??= super.loadSettings());
  }

  override loadPools(): Promise<readonly Pool[]> {
    return (this.pools ??= super.loadPools());
  }

  override loadSetting(ownerId: string | null): Promise<Setting> {
    const known = this.beginnings.get(ownerId) ?? super.loadSetting(ownerId);
    this.beginnings.set(ownerId, known);
    return known;
  }

  /** Whom this very batch made known. */
  private learn(change: Change): void {
    const made = 'identities' in change ? change.identities : 'alsoKnownBy' in change ? change.alsoKnownBy : [];
    if (!('of' in change)) return;
    const { leadId = null, customerId = null } = change.of;
    for (const identity of made) this.known.set(keyOf(identity), { leadId, customerId });
  }

  /** What a card says by now, for the next one that it counts. */
  private learnCard(change: Change): void {
    if ('add' in change && change.add === 'Notification') {
      const { recipientId } = change.row;
      const cards = this.cards.get(recipientId);
      if (cards) this.cards.set(recipientId, [...cards, change.row]);
    } else if ('set' in change && change.set === 'Notification') {
      for (const [id, cards] of this.cards)
        this.cards.set(
          id,
          cards.map((card) => (card.id === change.id ? { ...card, ...change.to } : card)),
        );
    }
  }
}

const keyOf = ({ kind, value }: Identity): string => `${kind} ${value}`;
