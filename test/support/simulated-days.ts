import { byDueOrder } from '../../domain/deadline/deadline.js';
import { decideReach } from '../../domain/deadline/reach.js';
import type { Call, Decision } from '../../domain/decision.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { LIN, accepted, aCall, later } from './files.js';
import { PaperStore } from './paper-store.js';

/** A customer on paper under a simulated clock: every timer fires when it is due, and people do what they are told to. */
export class SimulatedDays {
  readonly store: PaperStore;
  /** What the system did, as `<local day> <event> <rule>`. */
  readonly diary: string[] = [];

  constructor(
    start: CustomerFile,
    public now: Date,
  ) {
    this.store = new PaperStore(start);
  }

  get file(): CustomerFile {
    return this.store.load(this.now);
  }

  /** The owner does something now. */
  does(decide: (file: CustomerFile, call: Call) => Decision): void {
    this.write(decide(this.file, aCall({ now: this.now, by: LIN })));
  }

  /** Time goes on by so much, and whatever comes due on the way happens. */
  passes(ms: number): this {
    const end = later(ms, this.now);
    for (let fired = 0; ; fired += 1) {
      if (fired > 1000) throw new Error('the timers never come to rest');
      const [next] = [...this.file.deadlines].sort(byDueOrder);
      if (!next || next.dueAt > end) break;
      if (next.dueAt > this.now) this.now = next.dueAt;
      this.write(decideReach(this.file, next.id, aCall({ now: this.now, by: null })));
    }
    this.now = end;
    return this;
  }

  private write(decision: Decision): void {
    const changes = accepted(decision);
    for (const change of changes)
      if ('event' in change && change.event.rule)
        this.diary.push(`${dayOf(this.now)} ${change.event.type} ${change.event.rule}`);
      else if ('add' in change && change.add === 'Notification')
        this.diary.push(`${dayOf(this.now)} ${change.row.kind} ${change.row.recipientId}`);
    this.store.write(changes);
  }
}

const dayOf = (at: Date): string =>
  later(8 * 3_600_000, at)
    .toISOString()
    .slice(5, 10);
