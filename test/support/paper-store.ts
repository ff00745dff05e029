import type { Approval } from '../../domain/approval/approval.js';
import type { Changes, NewEvent } from '../../domain/change.js';
import type { CustomerFile, StageVisit } from '../../domain/customer/customer.js';
import type { Contract } from '../../domain/customer/contract.js';
import type { ChecklistItem, Deal, DealDelivery, DealFile, Instalment, Payment } from '../../domain/deal/deal.js';
import { SPEAKING_KINDS, isStanding, type Deadline, type Spoken } from '../../domain/deadline/deadline.js';
import { latest } from '../../domain/latest.js';
import { reachedCustomer, type FollowUp } from '../../domain/follow-up/follow-up.js';
import type { Notification } from '../../domain/notification.js';
import type { Claim } from '../../domain/pool/claim.js';
import { DAY } from './files.js';

interface Row {
  readonly id: string;
}

/** The store on paper: keeps every row of one customer as the database would, and loads its file the way commands do. */
export class PaperStore {
  readonly followUps: Table<FollowUp>;
  readonly deadlines: Table<Deadline>;
  readonly visits: Table<StageVisit>;
  readonly notifications = new Table<Notification>([]);
  readonly events: NewEvent[] = [];
  private readonly quotes: Table<CustomerFile['quotes'][number]>;
  private readonly contracts = new Table<Contract>([]);
  readonly claims: Table<Claim>;
  readonly approvals: Table<Approval>;
  readonly deals: Table<Deal>;
  readonly instalments: Table<Instalment>;
  readonly payments: Table<Payment>;
  readonly deliveries: Table<DealDelivery>;
  private readonly items: Table<ChecklistItem>;
  private customer: CustomerFile['customer'];

  constructor(private readonly start: CustomerFile) {
    this.customer = start.customer;
    this.followUps = new Table(start.followUps);
    this.deadlines = new Table(start.deadlines);
    this.visits = new Table(start.visit ? [start.visit] : []);
    this.quotes = new Table(start.quotes);
    this.claims = new Table(start.claim ? [start.claim] : []);
    this.approvals = new Table([...start.approvals].reverse());
    const { deals } = start;
    this.deals = new Table(deals.map(({ instalments: _, payments: __, delivery: ___, ...deal }) => deal).reverse());
    this.instalments = new Table(deals.flatMap(({ instalments }) => instalments));
    this.payments = new Table(deals.flatMap(({ payments }) => payments));
    this.deliveries = new Table(
      deals.flatMap(({ delivery }) => (delivery ? [(({ items: _, ...row }) => row)(delivery)] : [])),
    );
    this.items = new Table(deals.flatMap(({ delivery }) => delivery?.items ?? []));
  }

  get quoteRows() {
    return this.quotes.rows;
  }

  get contractRows() {
    return this.contracts.rows;
  }

  write(changes: Changes): void {
    for (const change of changes) {
      if ('event' in change) this.events.push(change.event);
      else if ('add' in change) this.table(change.add)?.add(change.row as never);
      else if ('set' in change && change.set === 'Customer') this.customer = { ...this.customer, ...change.to };
      else if ('set' in change) this.table(change.set)?.patch(change.id, change.to as never);
    }
  }

  /** When an owner was last warned, before a moment if one is given. */
  warnedAt(before?: Date): Date | null {
    const times = this.deadlines.rows.flatMap(({ kind, firedAt }) =>
      kind === 'POOL_WARNING' && firedAt !== null && !(before && firedAt >= before) ? [firedAt] : [],
    );
    return times.length > 0 ? latest(times) : null;
  }

  /** When each timer of the kinds that speak once last fired, before a moment if one is given. */
  spoken(before?: Date): readonly Spoken[] {
    const fired = this.deadlines.rows.filter(
      ({ kind, firedAt }) => SPEAKING_KINDS.includes(kind) && firedAt !== null && !(before && firedAt >= before),
    );
    const last = new Map<string, Spoken>();
    for (const { subject, rule, step, firedAt } of fired.sort((a, b) => Number(a.firedAt) - Number(b.firedAt)))
      last.set(`${subject} ${rule} ${step}`, { subject, rule, step, firedAt: firedAt! });
    return [...last.values()];
  }

  load(now: Date): CustomerFile {
    const { cycleStartedAt } = this.customer;
    const done = this.followUps.rows.filter(({ status }) => status === 'DONE');
    const unanswered = done.filter(
      ({ countsAsActivity, outcome }) => countsAsActivity && outcome !== null && !reachedCustomer(outcome),
    );
    return {
      ...this.start,
      customer: this.customer,
      visit: this.visits.rows.findLast(({ leftAt }) => leftAt === null) ?? null,
      followUps: this.followUps.rows
        .filter(({ status }) => status === 'PLANNED')
        .sort((a, b) => Number(a.dueAt) - Number(b.dueAt) || (a.id < b.id ? -1 : 1)),
      followUpsDone: done.filter(({ doneAt }) => doneAt! > cycleStartedAt).length,
      countedAttempts: unanswered
        .map(({ occurredAt }) => occurredAt!)
        .filter((at) => now.getTime() - at.getTime() < 60 * DAY)
        .sort((a, b) => Number(a) - Number(b)),
      contracts:
        (cycleStartedAt === this.start.customer.cycleStartedAt ? this.start.contracts : 0) +
        this.contracts.rows.filter(({ attachedAt }) => attachedAt > cycleStartedAt).length,
      deals: this.deals.rows.map((deal) => this.dealFile(deal)).reverse(),
      claim: this.claims.rows.at(-1) ?? null,
      approvals: this.approvals.rows.filter(({ requestedAt }) => requestedAt >= cycleStartedAt).reverse(),
      quotes: this.quotes.rows.filter(({ createdAt }) => createdAt > cycleStartedAt).reverse(),
      spoken: this.spoken(),
      warnedAt: this.warnedAt() ?? this.start.warnedAt,
      deadlines: this.deadlines.rows
        .filter(isStanding)
        .sort((a, b) => Number(a.dueAt) - Number(b.dueAt) || (a.id < b.id ? -1 : 1)),
    };
  }

  private dealFile(deal: Deal): DealFile {
    const ofDeal = ({ dealId }: { dealId: string }) => dealId === deal.id;
    const delivery = this.deliveries.rows.find(ofDeal);
    return {
      ...deal,
      instalments: this.instalments.rows
        .filter((one) => ofDeal(one) && one.cancelledAt === null)
        .sort((a, b) => Number(a.dueAt) - Number(b.dueAt) || (a.id < b.id ? -1 : 1)),
      payments: this.payments.rows
        .filter((one) => ofDeal(one) && one.voidedAt === null)
        .sort((a, b) => Number(a.paidAt) - Number(b.paidAt) || (a.id < b.id ? -1 : 1)),
      delivery: delivery
        ? { ...delivery, items: this.items.rows.filter(({ deliveryId }) => deliveryId === delivery.id) }
        : null,
    };
  }

  private table(name: string): Table<never> | undefined {
    const tables = {
      FollowUp: this.followUps,
      Deadline: this.deadlines,
      StageVisit: this.visits,
      Notification: this.notifications,
      Quote: this.quotes,
      Contract: this.contracts,
      Deal: this.deals,
      Instalment: this.instalments,
      Payment: this.payments,
      DealDelivery: this.deliveries,
      ChecklistItem: this.items,
      Claim: this.claims,
      Approval: this.approvals,
    };
    return tables[name as keyof typeof tables] as unknown as Table<never> | undefined;
  }
}

class Table<T extends Row> {
  private readonly byId: Map<string, T>;

  constructor(rows: readonly T[]) {
    this.byId = new Map(rows.map((row) => [row.id, row]));
  }

  get rows(): T[] {
    return [...this.byId.values()];
  }

  add(row: T): void {
    if (this.byId.has(row.id)) throw new Error(`${row.id} is there already`);
    this.byId.set(row.id, row);
  }

  patch(id: string, to: Partial<T>): void {
    const row = this.byId.get(id);
    if (!row) throw new Error(`${id} isn't there`);
    this.byId.set(id, { ...row, ...to });
  }
}
