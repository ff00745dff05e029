import { TypeID } from 'typeid-js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { byDueOrder, isArmed, type Deadline } from '../../domain/deadline/deadline.js';
import { isReassignment } from '../../domain/deadline/reach-response.js';
import { decideReach } from '../../domain/deadline/reach.js';
import { ID_KINDS, type Call, type Decision, type IdKind } from '../../domain/decision.js';
import { isOpen, type LeadFile } from '../../domain/lead/lead.js';
import type { Viewer } from '../../domain/policy.js';
import { DAY_MS } from '../../domain/wall-clock.js';
import { heldOf } from '../../domain/standing.js';
import { Book, type Row } from './book.js';
import type { Chances } from './chances.js';
import type { Crew } from './crew.js';
import type { Placing } from './placing.js';

/** The company's time, and how its log numbers what happens in it. */
export interface Era {
  readonly since: Date;
  /** The present: nothing happens later. */
  readonly until: Date;
  /** There are no more lives than that. */
  readonly lives: number;
  /** The number in the log of what happens to a life at a time: they grow with the time, and no two lives share one. */
  txAt(now: Date, life: number): number;
}

export interface LifeSetting {
  readonly crew: Crew;
  readonly placing: Placing;
  readonly era: Era;
  readonly chances: Chances;
  /** The how-manieth life of the company it is. */
  readonly number: number;
}

/** One person's way through the company: what people and timers do about them, decided by the domain and kept in a book. */
export class Life {
  readonly book = new Book();
  readonly crew: Crew;
  readonly placing: Placing;
  readonly era: Era;
  readonly chances: Chances;
  readonly number: number;
  now: Date;
  private read: { readonly asOf: string; readonly file: CustomerFile | LeadFile } | null = null;

  constructor({ crew, placing, era, chances, number }: LifeSetting, begins: Date) {
    this.crew = crew;
    this.placing = placing;
    this.era = era;
    this.chances = chances;
    this.number = number;
    this.now = begins;
  }

  /** Not where the time was over before. */
  get hasBegun(): boolean {
    return this.book.customer !== null || this.book.lead !== null;
  }

  /** The customer once there is one, else the lead; read anew after each writing, and each day, as what counts grows old. */
  get file(): CustomerFile | LeadFile {
    const asOf = `${this.book.version} ${Math.floor(this.now.getTime() / DAY_MS)}`;
    if (this.read?.asOf !== asOf) this.read = { asOf, file: this.load() };
    return this.read.file;
  }

  customerFile(): CustomerFile {
    const { file } = this;
    if ('lead' in file) throw new Error(`${file.lead.id} is no customer yet`);
    return file;
  }

  leadFile(): LeadFile {
    const { file } = this;
    if ('customer' in file) throw new Error(`${file.customer.id} is no lead any more`);
    return file;
  }

  private load(): CustomerFile | LeadFile {
    return this.book.customer ? this.loadCustomer() : this.loadLead();
  }

  private loadCustomer(): CustomerFile {
    const own = this.book.customerFile(this.now);
    const { ownerId, playbookId } = own.customer;
    const { response: _, ...around } = this.crew.aroundLead(ownerId);
    return { ...around, ...own, playbook: this.crew.playbook(playbookId) };
  }

  private loadLead(): LeadFile {
    const own = this.book.leadFile(this.now);
    return { ...this.crew.aroundLead(own.lead.ownerId), ...own };
  }

  /** Somebody does something now, or the system where nobody is named; answers what became of it, null where the time is over. */
  do(by: Viewer | null, decide: (call: Call) => Decision): Decision | null {
    this.pass(this.chances.between(200, 900));
    if (this.now > this.era.until) return null;
    const decision = decide(this.call(by));
    const written = decision.accepted ? decision : decision.happened;
    if (written) this.book.write(written.changes, this.writer(by));
    return decision;
  }

  /** A row that no decision writes. */
  put(table: string, row: Row): void {
    this.book.put(table, row);
  }

  /** The timer that is due next. */
  nextDue(): Deadline | null {
    const armed = this.file.deadlines.filter(isArmed);
    return armed.length === 0 ? null : armed.reduce((a, b) => (byDueOrder(a, b) <= 0 ? a : b));
  }

  /** It rings, a moment after it is due. */
  reach(deadline: Deadline): void {
    if (deadline.dueAt > this.now) this.now = deadline.dueAt;
    this.do(null, (call) => decideReach(this.file, deadline.id, call, this.successor(deadline, call.now)));
    if (this.file.deadlines.some((one) => one.id === deadline.id && one.dueAt <= this.now && isArmed(one)))
      throw new Error(`${deadline.id} (${deadline.rule}) rang and is due all the same`);
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + Math.max(1, Math.round(ms)));
  }

  readonly newId = (kind: IdKind): string => idAt(kind, this.now, this.chances);

  /** What tells one situation from another: whoever planned something in one plans anew in the next. */
  get situation(): string {
    const { file } = this;
    const { ownerId, poolId } = heldOf(file);
    const at = 'customer' in file ? file.customer.stage : file.lead.status;
    return [at, ownerId, poolId, file.followUps[0]?.id].join();
  }

  /** Whether somebody holds it who can take no more because of it. */
  get holderId(): string | null {
    if (!this.book.customer && !this.book.lead) return null; // the time was over before they came
    const { file } = this;
    if ('lead' in file) return isOpen(file.lead) ? file.lead.ownerId : null;
    const isOver = file.playbook.definition.stages.some(({ code, end }) => end && code === file.customer.stage);
    return isOver ? null : file.customer.ownerId;
  }

  private call(by: Viewer | null): Call {
    return { by, now: this.now, newId: this.newId };
  }

  private writer(by: Viewer | null) {
    return { actorId: by?.id ?? null, now: this.now, tx: this.era.txAt(this.now, this.number), newId: this.newId };
  }

  /** Who takes over a lead that its owner hasn't contacted. */
  private successor(deadline: Deadline, now: Date) {
    const { file } = this;
    if (!('lead' in file) || !isReassignment(deadline)) return null;
    return this.placing.place({ facts: file.lead, exceptId: file.lead.ownerId }, now);
  }
}

/** An id as the store makes them, its random part drawn from these chances. */
export function idAt(kind: IdKind, at: Date, chances: Chances): string {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(at.getTime() / 2 ** 16));
  view.setUint16(4, at.getTime() % 2 ** 16);
  view.setUint16(6, 0x7000 | (chances.next() * 2 ** 12));
  view.setUint32(8, chances.next() * 2 ** 32);
  view.setUint32(12, chances.next() * 2 ** 32);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return TypeID.fromUUIDBytes(ID_KINDS[kind], bytes).toString();
}
