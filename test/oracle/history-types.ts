import type { WorkCalendar } from '../../domain/calendar.js';
import type { FieldChange } from '../../domain/change.js';
import type { Label } from '../../domain/message.js';

/** One entry of the log, as it was written. */
export interface LogEntry {
  readonly type: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly rule: string | null;
  readonly customerId: string | null;
  readonly leadId: string | null;
  readonly changes: readonly FieldChange[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** Somebody stood in a stage; `until` null: they still do. */
export interface Stay {
  readonly customerId: string;
  readonly playbookId: string;
  readonly stage: string;
  /** Of a move. */
  readonly from: string | null;
  readonly at: Date;
  until: Date | null;
  /** The stay to which a move, or another version of the rules, brought them. */
  leftFor: Stay | null;
  /** Whose the customer was when it came. */
  readonly ownerId: string | null;
  readonly byPerson: boolean;
  readonly isMigration: boolean;
  readonly reason: string | null;
}

/** Somebody, or nobody, had a customer or lead. */
export interface Holding {
  readonly subjectId: string;
  readonly isLead: boolean;
  readonly ownerId: string | null;
  /** Where nobody had it, if it was in a pool. */
  readonly poolId: string | null;
  readonly cause: string;
  readonly at: Date;
  until: Date | null;
}

export interface Step {
  readonly id: string;
  customerId: string | null;
  readonly leadId: string | null;
  readonly dueAt: Date | null;
  readonly isStageAction: boolean;
  done: Contact | null;
  cancelledAt: Date | null;
}

export interface Contact {
  readonly id: string;
  customerId: string | null;
  readonly leadId: string | null;
  readonly byId: string | null;
  readonly at: Date;
  readonly channel: string | null;
  readonly minutes: number | null;
  /** By the holder, with channel and words, told of within 24 hours. */
  readonly qualifies: boolean;
}

export interface Claiming {
  readonly customerId: string;
  readonly userId: string;
  readonly at: Date;
  readonly dueAt: Date | null;
  contacted: boolean;
  missed: boolean;
}

export interface KnownCustomer {
  readonly id: string;
  readonly createdAt: Date;
  readonly sourceId: string | null;
  /** The version it is under now. */
  playbookId: string;
}

export interface KnownLead {
  readonly id: string;
  readonly sourceId: string;
  readonly channel: string | null;
  readonly campaign: string | null;
  readonly receivedAt: Date;
  customerId: string | null;
  qualifiedAt: Date | null;
}

export interface KnownStage {
  readonly playbookId: string;
  readonly key: string;
  readonly version: number;
  readonly code: string;
  readonly label: Label;
  readonly order: number;
  readonly end: boolean;
  readonly outcome: string;
  readonly rank: number;
  readonly funnelStep: string | null;
}

/** All that a report can be told from, put together from the log from its first entry to its last. */
export interface History {
  readonly asOf: Date;
  readonly calendar: WorkCalendar;
  readonly stages: readonly KnownStage[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly teamId: string | null;
    readonly active: boolean;
  }[];
  readonly customers: readonly KnownCustomer[];
  readonly leads: readonly KnownLead[];
  readonly stays: readonly Stay[];
  readonly holdings: readonly Holding[];
  readonly steps: readonly Step[];
  readonly contacts: readonly Contact[];
  readonly claims: readonly Claiming[];
  readonly deals: readonly {
    readonly id: string;
    readonly customerId: string;
    readonly amount: number | null;
    readonly currency: string;
    readonly createdAt: Date;
  }[];
  readonly refusedMoves: readonly {
    readonly customerId: string;
    readonly playbookId: string;
    readonly to: string;
    readonly ownerId: string | null;
    readonly at: Date;
  }[];
  /** Their channels. */
  readonly sources: ReadonlyMap<string, string>;
  /** The teams to which they are open; none: to all. */
  readonly pools: ReadonlyMap<string, readonly string[]>;
}
