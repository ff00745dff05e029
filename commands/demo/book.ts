import type { Approval } from '../../domain/approval/approval.js';
import type { Change, Changes } from '../../domain/change.js';
import type { Contract } from '../../domain/customer/contract.js';
import type { Customer, CustomerFile, Quote, StageVisit } from '../../domain/customer/customer.js';
import { SPEAKING_KINDS, isStanding, type Deadline, type Spoken } from '../../domain/deadline/deadline.js';
import type { ChecklistItem, Deal, DealDelivery, DealFile, Instalment, Payment } from '../../domain/deal/deal.js';
import type { IdKind } from '../../domain/decision.js';
import { latest } from '../../domain/latest.js';
import { reachedCustomer, type FollowUp } from '../../domain/follow-up/follow-up.js';
import type { Lead, LeadFile } from '../../domain/lead/lead.js';
import type { Claim } from '../../domain/pool/claim.js';
import { DAY_MS } from '../../domain/wall-clock.js';
import { loggedEvent, sorted, type Sorted } from '../store/record.js';
import { turnsIn, type Turn } from '../store/tenures.js';

export type Row = Readonly<Record<string, unknown>>;

/** What a life has of its own; the rest of a file stands around it. */
type OwnOfCustomer = Omit<CustomerFile, keyof Around | 'playbook'>;
type OwnOfLead = Omit<LeadFile, keyof Around | 'playbook' | 'response'>;
type Around = Pick<
  CustomerFile,
  'ownerTeam' | 'people' | 'pools' | 'calendar' | 'followUpRules' | 'fields' | 'reasons'
>;

/** Who wrote something, when, and under which number of the log. */
export interface Writer {
  readonly actorId: string | null;
  readonly now: Date;
  readonly tx: number;
  readonly newId: (kind: IdKind) => string;
}

/** The rows of one life, from the first trace of somebody on: kept as the store keeps them, and read as commands read them. */
export class Book {
  private readonly tables = new Map<string, Table>();
  private ordinals = { tx: -1, next: 0 };
  /** How often something was written. */
  version = 0;

  /** Writes what was decided, as the store does: rows, events with their place in the log, and whose they are from now on. */
  write(changes: Changes, { actorId, now, tx, newId }: Writer): void {
    const first = this.ordinals.tx === tx ? this.ordinals.next : 0;
    const { added, patched, events, toldAnew } = sorted(changes, first);
    this.turn({ added, patched, events }, now, newId);
    for (const [name, rows] of added)
      for (const row of rows) this.table(name).add(name === 'Notification' ? { ...row, tx, pushedAt: now } : row);
    for (const [name, rows] of patched) for (const [id, to] of rows) this.table(name).patch(id, to);
    for (const [id, ordinal] of toldAnew) this.table('Notification').patch(id, { tx, ordinal });
    for (const [index, event] of events.entries())
      this.table('Event').add({
        id: `${tx} ${first + index}`,
        tx,
        ordinal: first + index,
        ...loggedEvent(event, { actorId, now }),
      });
    this.others(changes);
    this.version += 1;
    this.ordinals = { tx, next: first + events.length };
  }

  /** A row that no decision writes. */
  put(table: string, row: Row): void {
    this.table(table).add(row);
  }

  /** Every row, by the name of its table. */
  rows(): ReadonlyMap<string, readonly Row[]> {
    return new Map([...this.tables].map(([name, table]) => [name, table.rows]));
  }

  count(table: string): number {
    return this.table(table).rows.length;
  }

  get customer(): Customer | null {
    return (this.table('Customer').rows[0] as Customer | undefined) ?? null;
  }

  get lead(): Lead | null {
    return (this.table('Lead').rows[0] as Lead | undefined) ?? null;
  }

  customerFile(now: Date): OwnOfCustomer {
    const customer = this.customer!;
    const { cycleStartedAt } = customer;
    const isTheirs = ({ customerId }: Deadline) => customerId === customer.id;
    return {
      ...this.open(isTheirs, now),
      customer,
      visit: this.of<StageVisit>('StageVisit').findLast(({ leftAt }) => leftAt === null) ?? null,
      followUpsDone: this.of<FollowUp>('FollowUp').filter(
        ({ status, doneAt }) => status === 'DONE' && doneAt! > cycleStartedAt,
      ).length,
      quotes: this.inCycle<Quote>('Quote', ({ createdAt }) => createdAt, cycleStartedAt),
      contracts: this.inCycle<Contract>('Contract', ({ attachedAt }) => attachedAt, cycleStartedAt).length,
      deals: this.deals(),
      claim: this.of<Claim>('Claim').at(-1) ?? null,
      approvals: this.inCycle<Approval>('Approval', ({ requestedAt }) => requestedAt, cycleStartedAt),
      warnedAt: this.view('Deadline', warnedAt),
      outages: NONE,
    };
  }

  leadFile(now: Date): OwnOfLead {
    return { ...this.open(() => true, now), lead: this.lead! };
  }

  private open(isTheirs: (deadline: Deadline) => boolean, now: Date) {
    return {
      followUps: this.view('FollowUp', openOnes),
      countedAttempts: this.view('FollowUp', countedAttempts).filter(
        (at) => now.getTime() - at.getTime() < 60 * DAY_MS,
      ),
      deadlines: this.view('Deadline', standing),
      spoken: spokenOf(this.view('Deadline', speaking).filter(isTheirs)),
    };
  }

  private deals(): readonly DealFile[] {
    const deals = this.of<Deal>('Deal');
    if (deals.length === 0) return NONE;
    const tables = ['Deal', 'Instalment', 'Payment', 'DealDelivery', 'ChecklistItem'];
    const version = tables.reduce((sum, name) => sum + this.table(name).version, 0);
    return this.table('Deal').remember('deals', version, () => deals.map((deal) => this.dealFile(deal)).reverse());
  }

  private dealFile(deal: Deal): DealFile {
    const ofDeal = ({ dealId }: { readonly dealId: string }) => dealId === deal.id;
    const delivery = this.of<DealDelivery>('DealDelivery').find(ofDeal);
    const items = this.of<ChecklistItem>('ChecklistItem');
    return {
      ...deal,
      instalments: this.of<Instalment>('Instalment')
        .filter((one) => ofDeal(one) && one.cancelledAt === null)
        .sort(byInstant(({ dueAt }) => dueAt)),
      payments: this.of<Payment>('Payment')
        .filter((one) => ofDeal(one) && one.voidedAt === null)
        .sort(byInstant(({ paidAt }) => paidAt)),
      delivery: delivery ? { ...delivery, items: items.filter(({ deliveryId }) => deliveryId === delivery.id) } : null,
    };
  }

  /** Of the current cycle, newest first. */
  private inCycle<T extends Row | object>(name: string, at: (row: T) => Date, since: Date): readonly T[] {
    const rows = this.of<T>(name);
    if (rows.length === 0) return NONE;
    const { version } = this.table(name);
    return this.table(name).remember(`since ${since.getTime()}`, version, () =>
      rows.filter((row) => at(row) > since).reverse(),
    );
  }

  private turn(written: Pick<Sorted, 'added' | 'patched' | 'events'>, now: Date, newId: Writer['newId']): void {
    const turns = turnsIn(written, newId);
    for (const column of ['customerId', 'leadId'] as const)
      for (const one of turns[column]) this.passTo(one, column, now);
  }

  private passTo({ id, subjectId, ownerId, isOver, cause }: Turn, column: 'customerId' | 'leadId', now: Date): void {
    const tenures = this.table('Tenure');
    const current = tenures.rows.findLast((row) => row[column] === subjectId && row['endedAt'] === null);
    if (current && !isOver && current['ownerId'] === ownerId) return;
    if (current) tenures.patch(current['id'] as string, { endedAt: now });
    if (isOver) return;
    const subject = { customerId: null, leadId: null, [column]: subjectId };
    tenures.add({ id, ...subject, ownerId, cause, beganAt: now, endedAt: null });
  }

  private others(changes: Changes): void {
    for (const change of changes) {
      if ('identities' in change) this.identify(change);
      if ('qualified' in change) this.passOn(change.qualified.customerId);
    }
  }

  private identify({ identities, of }: Identified): void {
    const subject = { leadId: of.leadId ?? null, customerId: of.customerId ?? null };
    const table = this.table('Identity');
    for (const { kind, value } of identities) {
      const id = `${kind} ${value}`;
      if (!table.has(id)) table.add({ id, kind, value, ...subject });
    }
  }

  /** What belonged to the lead goes on with its customer. */
  private passOn(customerId: string): void {
    for (const name of ['FollowUp', 'Touch', 'Identity'])
      for (const row of this.table(name).rows) this.table(name).patch(row['id'] as string, { customerId });
    for (const { id } of this.view('Deadline', standing)) this.table('Deadline').patch(id, { customerId });
  }

  /** What a function of a table's rows answers, until they change. */
  private view<T, R>(name: string, of: (rows: T[]) => R): R {
    const table = this.table(name);
    return table.remember(of.name, table.version, () => of(table.rows as T[]));
  }

  private of<T>(name: string): readonly T[] {
    return this.table(name).rows as readonly T[];
  }

  private table(name: string): Table {
    const there = this.tables.get(name) ?? new Table();
    this.tables.set(name, there);
    return there;
  }
}

type Identified = Extract<Change, { identities: unknown }>;

const NONE = [] as const;

function openOnes(rows: FollowUp[]): readonly FollowUp[] {
  return rows.filter(({ status }) => status === 'PLANNED').sort(byInstant(({ dueAt }) => dueAt ?? new Date(0)));
}

function countedAttempts(rows: FollowUp[]): readonly Date[] {
  const unanswered = rows.filter(
    ({ countsAsActivity, outcome }) => countsAsActivity && outcome !== null && !reachedCustomer(outcome),
  );
  return unanswered.map(({ occurredAt }) => occurredAt!).sort((a, b) => a.getTime() - b.getTime());
}

function standing(rows: Deadline[]): readonly Deadline[] {
  return rows.filter(isStanding).sort(byInstant(({ dueAt }) => dueAt));
}

const speaking = (rows: Deadline[]): readonly Deadline[] =>
  rows.filter(({ kind, firedAt }) => firedAt !== null && SPEAKING_KINDS.includes(kind));

/** When each timer last spoke. */
function spokenOf(rows: readonly Deadline[]): readonly Spoken[] {
  if (rows.length === 0) return NONE;
  const last = new Map<string, Spoken>();
  for (const { subject, rule, step, firedAt } of rows)
    last.set(`${subject} ${rule} ${step}`, { subject, rule, step, firedAt: firedAt! });
  return [...last.values()];
}

function warnedAt(rows: Deadline[]): Date | null {
  const times = rows.flatMap(({ kind, firedAt }) => (kind === 'POOL_WARNING' && firedAt !== null ? [firedAt] : []));
  return times.length > 0 ? latest(times) : null;
}

/** Ids break ties, as the store orders its rows. */
const byInstant =
  <T extends { readonly id: string }>(at: (row: T) => Date) =>
  (a: T, b: T): number =>
    at(a).getTime() - at(b).getTime() || (a.id < b.id ? -1 : 1);

/** The rows of one table in the order in which they came, and what was read of them since they last changed. */
class Table {
  version = 0;
  readonly rows: Row[] = [];
  private readonly places = new Map<string, number>();
  private readonly kept = new Map<string, { readonly version: number; readonly answer: unknown }>();

  has(id: string): boolean {
    return this.places.has(id);
  }

  add(row: Row): void {
    const id = row['id'] as string;
    if (this.places.has(id)) throw new Error(`${id} is there already`);
    this.version += 1;
    this.places.set(id, this.rows.push(row) - 1);
  }

  patch(id: string, to: Row): void {
    const place = this.places.get(id);
    if (place === undefined) throw new Error(`${id} isn't there`);
    this.version += 1;
    this.rows[place] = { ...this.rows[place], ...to };
  }

  remember<T>(what: string, version: number, read: () => T): T {
    const there = this.kept.get(what);
    if (there?.version === version) return there.answer as T;
    const answer = read();
    this.kept.set(what, { version, answer });
    return answer;
  }
}
