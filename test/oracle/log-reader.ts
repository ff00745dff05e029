import type { Claiming, Contact, Holding, KnownCustomer, KnownLead, LogEntry, Stay, Step } from './history-types.js';

/** What the log can't say. */
export interface Rows {
  readonly customers: readonly (KnownCustomer & { readonly mergedIntoId: string | null })[];
  readonly leads: readonly (Pick<KnownLead, 'id' | 'sourceId' | 'channel' | 'campaign' | 'receivedAt'> & {
    readonly mergedIntoId: string | null;
  })[];
  readonly stageActions: readonly { readonly id: string }[];
}

const DAY = 86_400_000;

/** Goes through the log entry by entry, as somebody would who keeps books on paper. */
export class LogReader {
  customers: KnownCustomer[] = [];
  leads: KnownLead[] = [];
  readonly stays: Stay[] = [];
  readonly holdings: Holding[] = [];
  readonly steps: Step[] = [];
  readonly contacts: Contact[] = [];
  readonly claims: Claiming[] = [];
  private readonly stageActions: ReadonlySet<string>;
  private readonly firstVersions = new Map<string, string>();

  constructor(private readonly rows: Rows) {
    this.stageActions = new Set(rows.stageActions.map(({ id }) => id));
  }

  read(log: readonly LogEntry[]): this {
    for (const { customerId, changes } of log) {
      const version = changes.find(({ field }) => field === 'playbookId');
      if (version && !this.firstVersions.has(customerId!)) this.firstVersions.set(customerId!, version.old as string);
    }
    for (const entry of log) this.hear(entry);
    return this.asOne();
  }

  private hear(entry: LogEntry): void {
    switch (entry.type) {
      case 'LEAD_CAPTURED':
        return this.leadCaptured(entry);
      case 'LEAD_QUALIFIED':
        return this.leadQualified(entry);
      case 'LEAD_DISQUALIFIED':
        return this.holdingEnds(entry.leadId!, entry.at);
      case 'LEAD_ASSIGNED':
      case 'LEAD_CLAIMED':
        return this.heldBy(entry, entry.data['ownerId'] as string);
      case 'LEAD_POOLED':
        return this.heldBy(entry, null);
      case 'CUSTOMER_CREATED':
        return this.customerCreated(entry);
      case 'CUSTOMER_MOVED':
        return entry.rule === 'playbook.migration' ? this.migrated(entry) : this.moved(entry);
      case 'CUSTOMER_CHANGED':
        return entry.rule === 'playbook.migration' ? this.migrated(entry) : undefined;
      case 'CUSTOMER_TRANSFERRED':
      case 'CUSTOMER_ASSIGNED':
        return this.heldBy(entry, entry.data['ownerId'] as string);
      case 'CUSTOMER_RELEASED':
      case 'CUSTOMER_RECLAIMED':
        return this.heldBy(entry, null);
      case 'CUSTOMER_CLAIMED':
        return this.claimed(entry);
      case 'FIRST_CONTACT_MISSED':
        return void (this.claims.findLast(({ customerId }) => customerId === entry.customerId)!.missed = true);
      case 'CUSTOMER_MERGED':
      case 'LEAD_MERGED':
        return entry.data['intoId'] === undefined ? undefined : this.goneInto(entry);
      case 'CUSTOMER_UNMERGED':
      case 'LEAD_UNMERGED':
        return entry.data['intoId'] === undefined ? undefined : this.standsAgain(entry);
      case 'FOLLOW_UP_PLANNED':
        return this.planned(entry);
      case 'FOLLOW_UP_DONE':
        return this.done(entry);
      case 'FOLLOW_UP_CANCELLED':
        return void (this.stepOf(entry).cancelledAt = entry.at);
    }
  }

  private leadCaptured({ leadId }: LogEntry): void {
    const { id, sourceId, channel, campaign, receivedAt } = this.rows.leads.find((row) => row.id === leadId)!;
    this.leads.push({ id, sourceId, channel, campaign, receivedAt, customerId: null, qualifiedAt: null });
  }

  private leadQualified({ leadId, customerId, at }: LogEntry): void {
    const lead = this.leads.find(({ id }) => id === leadId)!;
    Object.assign(lead, { customerId, qualifiedAt: at });
    this.holdingEnds(leadId!, at);
    for (const one of [...this.steps, ...this.contacts]) if (one.leadId === leadId) one.customerId = customerId;
  }

  private customerCreated(entry: LogEntry): void {
    const { id, sourceId, createdAt } = this.rows.customers.find((row) => row.id === entry.customerId)!;
    const { stage, ownerId } = entry.data as { stage: string; ownerId: string | null };
    this.customers.push({ id, sourceId, createdAt, playbookId: this.firstVersionOf(id) });
    this.stays.push(this.stay(entry, { stage, from: null, ownerId, playbookId: this.firstVersionOf(id) }));
    this.heldBy(entry, ownerId);
  }

  /** The log tells of a version only when it changes. */
  private firstVersionOf(customerId: string): string {
    return this.firstVersions.get(customerId) ?? this.rows.customers.find(({ id }) => id === customerId)!.playbookId;
  }
  private stay(entry: LogEntry, stands: Pick<Stay, 'stage' | 'from' | 'ownerId' | 'playbookId'>): Stay {
    return {
      customerId: entry.customerId!,
      ...stands,
      at: entry.at,
      until: null,
      leftFor: null,
      byPerson: entry.rule === null,
      isMigration: entry.rule === 'playbook.migration',
      reason: (entry.data['reason'] as string | null | undefined) ?? null,
    };
  }

  private moved(entry: LogEntry): void {
    const { from, to } = entry.data as { from: string; to: string };
    const { playbookId } = this.customers.find(({ id }) => id === entry.customerId)!;
    this.goesOn(entry, { stage: to, from, playbookId });
  }

  private migrated(entry: LogEntry): void {
    const customer = this.customers.find(({ id }) => id === entry.customerId)!;
    const version = entry.changes.find(({ field }) => field === 'playbookId')!;
    customer.playbookId = version.new as string;
    const stage = (entry.data['to'] as string | undefined) ?? this.openStay(customer.id)!.stage;
    const { reason } = this.openStay(customer.id)!;
    this.goesOn({ ...entry, data: { reason } }, { stage, from: null, playbookId: customer.playbookId });
  }

  private goesOn(entry: LogEntry, stands: Pick<Stay, 'stage' | 'from' | 'playbookId'>): void {
    const before = this.openStay(entry.customerId!);
    const next = this.stay(entry, { ...stands, ownerId: this.holderOf(entry.customerId!) });
    if (before) Object.assign(before, { until: entry.at, leftFor: next });
    this.stays.push(next);
  }

  private openStay(customerId: string): Stay | undefined {
    return this.stays.findLast((stay) => stay.customerId === customerId && stay.until === null);
  }

  private holderOf(subjectId: string): string | null {
    return this.holdings.findLast((one) => one.subjectId === subjectId && one.until === null)?.ownerId ?? null;
  }

  private heldBy(entry: LogEntry, ownerId: string | null): void {
    const subjectId = entry.customerId ?? entry.leadId!;
    const open = this.holdings.findLast((one) => one.subjectId === subjectId && one.until === null);
    const poolId = ownerId === null ? poolIn(entry) : null;
    if (open && open.ownerId === ownerId) return void Object.assign(open, { poolId });
    if (open) open.until = entry.at;
    const { type: cause, at } = entry;
    this.holdings.push({ subjectId, isLead: entry.customerId === null, ownerId, poolId, cause, at, until: null });
  }

  private holdingEnds(subjectId: string, at: Date): void {
    const open = this.holdings.findLast((one) => one.subjectId === subjectId && one.until === null);
    if (open) open.until = at;
  }

  private claimed(entry: LogEntry): void {
    const { ownerId, firstContactDueAt } = entry.data as { ownerId: string; firstContactDueAt: string | null };
    const dueAt = firstContactDueAt === null ? null : new Date(firstContactDueAt);
    const { customerId, at } = entry;
    this.claims.push({ customerId: customerId!, userId: ownerId, at, dueAt, contacted: false, missed: false });
    this.heldBy(entry, ownerId);
  }

  /** Of two that are one, nobody has the other any more, nor does it stand anywhere by itself. */
  private goneInto({ customerId, leadId, at }: LogEntry): void {
    this.holdingEnds(customerId ?? leadId!, at);
    const stay = customerId && this.openStay(customerId);
    if (stay) stay.until = at;
  }

  /** It stands where it stood, as if it had always been there; whoever takes it has it from now on. */
  private standsAgain(entry: LogEntry): void {
    const { customerId } = entry;
    const last = customerId && this.stays.findLast((stay) => stay.customerId === customerId);
    if (last && last.leftFor === null) last.until = null;
    const owner = entry.changes.find(({ field }) => field === 'ownerId');
    const isOver =
      customerId === null && entry.changes.some(({ field, new: now }) => field === 'status' && isClosed(now));
    if (!isOver) this.heldBy(entry, (owner?.new as string | null | undefined) ?? null);
  }

  private planned({ customerId, leadId, data }: LogEntry): void {
    const id = data['followUpId'] as string;
    const dueAt = new Date(data['dueAt'] as string);
    const isStageAction = this.stageActions.has(id);
    this.steps.push({ id, customerId, leadId, dueAt, isStageAction, done: null, cancelledAt: null });
  }

  private stepOf({ customerId, leadId, data }: LogEntry): Step {
    const id = data['followUpId'] as string;
    const known = this.steps.find((step) => step.id === id);
    if (known) return known;
    const unplanned = { id, customerId, leadId, dueAt: null, isStageAction: false, done: null, cancelledAt: null };
    this.steps.push(unplanned);
    return unplanned;
  }

  private done(entry: LogEntry): void {
    const { customerId, leadId, actorId: byId, data } = entry;
    const at = new Date(data['occurredAt'] as string);
    const channel = data['channel'] as string | null;
    const isHolders = byId !== null && byId === this.holderOf(customerId ?? leadId!);
    const isTold = channel !== null && data['noted'] === true && entry.at.getTime() - at.getTime() <= DAY;
    const minutes = data['durationMinutes'] as number | null;
    const step = this.stepOf(entry);
    // One that was planned with somebody who was merged meanwhile goes back with them.
    const of = { customerId: step.customerId ?? customerId, leadId: step.leadId };
    const contact = { id: step.id, ...of, byId, at, channel, minutes, qualifies: isHolders && isTold };
    this.contacts.push(contact);
    step.done = contact;
    const claim = this.claims.findLast((one) => one.customerId === customerId);
    if (claim && isOpenClaim(claim) && this.holderOf(claim.customerId) === claim.userId && this.heldSince(claim))
      claim.contacted = true;
  }

  /** Whoever claimed has them since then, and without a break. */
  private heldSince({ customerId, at }: Claiming): boolean {
    const holding = this.holdings.findLast((one) => one.subjectId === customerId && one.until === null);
    return holding?.at.getTime() === at.getTime();
  }

  /** Whoever turned out to be one person was one all along: everything is told of the one that remained. */
  private asOne(): this {
    const into = new Map(
      [...this.rows.customers, ...this.rows.leads].map(({ id, mergedIntoId }) => [id, mergedIntoId]),
    );
    const survivor = (id: string | null): string | null => {
      const next = id === null ? null : (into.get(id) ?? null);
      return next === null ? id : survivor(next);
    };
    for (const one of [...this.stays, ...this.claims, ...this.steps, ...this.contacts, ...this.leads])
      Object.assign(one, { customerId: survivor(one.customerId) });
    for (const one of [...this.steps, ...this.contacts]) Object.assign(one, { leadId: survivor(one.leadId) });
    for (const one of this.holdings) Object.assign(one, { subjectId: survivor(one.subjectId) });
    this.customers = this.customers.filter(({ id }) => survivor(id) === id);
    this.leads = this.leads.filter(({ id }) => survivor(id) === id);
    return this;
  }
}

const poolIn = ({ data, changes }: LogEntry): string | null =>
  (data['poolId'] as string | undefined) ??
  (changes.find(({ field }) => field === 'poolId')?.new as string | undefined) ??
  null;
const isOpenClaim = ({ contacted, missed, dueAt }: Claiming): boolean => !contacted && !missed && dueAt !== null;
const isClosed = (status: unknown): boolean =>
  status === 'DISQUALIFIED' || status === 'QUALIFIED' || status === 'MERGED';
