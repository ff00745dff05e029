import type { Changes } from './change.js';
import type { Customer } from './customer/customer.js';
import type { Lead } from './lead/lead.js';
import { CallerError, type InputProblem, type Refusal } from './refusal.js';
import { message, type Message } from './message.js';
import type { Viewer } from './policy.js';

/** What a change answers besides its changes: the ids of what it made or changed. */
export type Answer = Readonly<Record<string, string | number | null>>;

/** Yes, with everything to write; or no, with a reason, and with what came along and has happened all the same. */
export type Decision =
  | { readonly accepted: true; readonly changes: Changes; readonly answer: Answer; readonly foreseen?: Foreseen }
  | { readonly accepted: false; readonly refusal: Refusal; readonly happened?: Happened };

/** What is written although the rest was refused: nobody undoes a quote that was sent by not moving the customer. */
export interface Happened {
  readonly changes: Changes;
  readonly answer: Answer;
}

/** How the changed record stands once the changes are written: the answer where they are only tried out. */
export interface Foreseen {
  readonly customer?: Customer;
  readonly lead?: Lead;
}

/** Who asks, when, and where new ids come from. `by` is null when the system itself acts. */
export interface Call {
  readonly by: Viewer | null;
  readonly now: Date;
  readonly newId: (kind: IdKind) => string;
}

export const ID_KINDS = {
  User: 'usr',
  Team: 'team',
  Session: 'ses',
  Playbook: 'pb',
  Pool: 'pool',
  Source: 'src',
  Lead: 'lead',
  Touch: 'tch',
  Customer: 'cus',
  StageVisit: 'sv',
  RefusedMove: 'rmv',
  FollowUp: 'fup',
  Quote: 'quo',
  Deadline: 'ddl',
  Notification: 'ntf',
  Event: 'evt',
  File: 'file',
  ImportRun: 'imp',
  Merge: 'mrg',
  HandOverRun: 'hov',
  Contract: 'con',
  Deal: 'deal',
  Instalment: 'ins',
  Payment: 'pay',
  DealDelivery: 'ddv',
  ChecklistItem: 'chk',
  RescoreRun: 'rsc',
  NurtureChannel: 'nch',
  NurtureSend: 'nse',
  Claim: 'clm',
  LeadClaim: 'lcl',
  RearmRun: 'rrm',
  PoolChange: 'pch',
  Outage: 'out',
  Approval: 'apr',
  Pilot: 'plt',
  Tenure: 'ten',
  Delivery: 'dlv',
  ApiKey: 'key',
  Webhook: 'whk',
} as const;
export type IdKind = keyof typeof ID_KINDS;

export const refuse = (refusal: Refusal, happened?: Happened): Decision => ({
  accepted: false,
  refusal,
  ...(happened && { happened }),
});

export const accept = (changes: Changes, answer: Answer = {}, foreseen?: Foreseen): Decision => ({
  accepted: true,
  changes,
  answer,
  ...(foreseen && { foreseen }),
});

/** Thrown where a refusal is found before there is anything to decide on, e.g. a version that is no longer current. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export const badInput = (field: string, text: Message): CallerError => new CallerError('BAD_USER_INPUT', text, field);

/** Everything that is wrong with an input, at once; the first stands for it. */
export function badInputs(problems: readonly InputProblem[]): CallerError {
  const [first] = problems;
  if (!first) throw new Error('nothing is wrong');
  return new CallerError('BAD_USER_INPUT', first.text, first.field, problems);
}

/** What was given inside another input is called by its whole path: the `dueAt` of `next` is `next.dueAt`. */
export function within<T>(input: string, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof CallerError) || error.field === null) throw error;
    const problems = error.problems.map((one) => ({ ...one, field: `${input}.${one.field}` }));
    throw new CallerError(error.code, error.text, `${input}.${error.field}`, problems);
  }
}

export const notFound = (field: string): CallerError => new CallerError('NOT_FOUND', message('NOT_FOUND'), field);
