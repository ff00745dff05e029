import { putOff } from '../acknowledge.js';
import { spanLength } from '../calendar.js';
import { add, after, set, type Changes } from '../change.js';
import { enterPool, moveToPool } from '../customer/enter-pool.js';
import { openDelivery } from '../deal/deliver.js';
import { customerOwes } from '../deadline/owed.js';
import { passedTo } from '../customer/transfer.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import type { EventType } from '../event-types.js';
import { nextHoldNumber } from '../follow-up/agreed.js';
import { cancelled } from '../follow-up/cancel.js';
import { closed } from '../follow-up/complete.js';
import { nextStepOf } from '../follow-up/next-action.js';
import { openFollowUp } from '../follow-up/plan.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { Message } from '../message.js';
import { claimOf, poolOf, type Claim } from '../pool/claim.js';
import type { Act, Logged, Past } from './past.js';
import { happened, recorded } from './recorded.js';
import { requestReplayed, verdictReplayed } from './replay-approval.js';
import { dealReplayed, handedOver } from './replay-deal.js';
import { moveReplayed } from './replay-move.js';
import { touchReplayed } from './replay-touch.js';
import { asPlanned } from './stand.js';
import type { Setting } from './setting.js';

/** What an entry of the log comes to on the draft: changes, or a move that would have been refused, and why. */
export interface Replayed {
  readonly changes: Changes;
  readonly refused?: readonly Message[];
}

/** What the replay of an act may look at besides the customer. */
export interface Scene {
  /** The customer before the act. */
  readonly before: CustomerFile;
  readonly act: Act;
  readonly past: Past;
  readonly setting: Setting;
  readonly call: Call;
}

type Replay = (file: CustomerFile, entry: Logged, scene: Scene) => Replayed;

const nothing: Replay = () => ({ changes: [] });
const asRecorded: Replay = (file, entry) => ({ changes: recorded(file, entry) });

/** What people and customers did, done again on the draft; whatever isn't listed is taken as it was recorded. What timers did is left out: the draft has its own. */
const REPLAYS: Partial<Readonly<Record<EventType, Replay>>> = {
  CUSTOMER_CREATED: nothing,
  FOLLOW_UP_DONE: contacted,
  FOLLOW_UP_PLANNED: planned,
  FOLLOW_UP_CANCELLED: calledOff,
  CUSTOMER_MOVED: moveReplayed,
  CUSTOMER_TRANSFERRED: given,
  CUSTOMER_ASSIGNED: given,
  CUSTOMER_CLAIMED: claimed,
  CUSTOMER_RELEASED: released,
  CUSTOMER_RECLAIMED: nothing,
  CUSTOMER_MERGED: (file, entry) => ({ changes: happened(file, entry) }),
  CUSTOMER_UNMERGED: (file, entry) => ({ changes: happened(file, entry) }),
  CUSTOMER_CHANGED: changed,
  QUOTE_RECORDED: quoted,
  QUOTE_RECEIPT_CONFIRMED: receiptConfirmed,
  CONTRACT_ATTACHED: contractAttached,
  CONTRACT_SIGNED: dealReplayed,
  INSTALMENTS_SET: dealReplayed,
  PAYMENT_RECORDED: dealReplayed,
  DEAL_HANDED_OVER: handedOver,
  APPROVAL_REQUESTED: requestReplayed,
  APPROVAL_DECIDED: verdictReplayed,
  LEAD_TOUCHED: touchReplayed,
  ACKNOWLEDGED: acknowledged,
  SNOOZED: snoozed,
};

export const replayed: Replay = (file, entry, scene) => (REPLAYS[entry.type] ?? asRecorded)(file, entry, scene);

/** Where the draft has put the customer into a pool nobody could have worked on it. */
const isPooled = ({ customer }: CustomerFile): boolean => customer.ownerId === null;

function contacted(file: CustomerFile, { data }: Logged, { past, call }: Scene): Replayed {
  const row = past.followUps.find(({ id }) => id === data['followUpId']);
  if (!row || isPooled(file)) return { changes: [] };
  const open = sameAs(file, row) ?? stageAction(file);
  const closing = { isPlanned: open !== undefined, nextId: null, record: row };
  return { changes: closed(file, open ?? openFollowUp(file, call), closing, call) };
}

/** What gives a customer to somebody, and plans what comes next along with it. */
const PLANS_BY_ITSELF: ReadonlySet<EventType> = new Set<EventType>([
  'LEAD_TOUCHED',
  'CUSTOMER_CLAIMED',
  'CUSTOMER_ASSIGNED',
]);

/** What was agreed with the customer holds the draft's clocks, as far as it may. */
function planned(file: CustomerFile, { data }: Logged, { past, act, before, call }: Scene): Replayed {
  const row = past.followUps.find(({ id }) => id === data['followUpId']);
  const isSystems = act.entries.some(({ type }) => PLANS_BY_ITSELF.has(type));
  if (!row || row.stage !== null || isPooled(file) || isSystems) return { changes: [] };
  const holdNumber = row.holdNumber > 0 ? nextHoldNumber(before, call.now) : 0;
  return { changes: [add('FollowUp', { ...asPlanned(row), ownerId: file.customer.ownerId, holdNumber })] };
}

/** A follow-up that ended with its stage or in a pool ends with that of the draft. */
const ENDS_BY_ITSELF: ReadonlySet<unknown> = new Set(['STAGE_LEFT', 'POOLED']);

function calledOff(file: CustomerFile, { data }: Logged, { past, call }: Scene): Replayed {
  const row = past.followUps.find(({ id }) => id === data['followUpId']);
  if (!row || ENDS_BY_ITSELF.has(data['reason'])) return { changes: [] };
  const open = counterpart(file, row);
  return { changes: open ? cancelled(open, data['reason'] as string, call) : [] };
}

const sameAs = (file: CustomerFile, row: FollowUp) => file.followUps.find(({ id }) => id === row.id);
const stageAction = (file: CustomerFile) => file.followUps.find(({ stage }) => stage !== null);

/** What somebody planned is the same on the draft; the stage's next action is that of the draft. */
const counterpart = (file: CustomerFile, row: FollowUp) =>
  sameAs(file, row) ?? (row.stage === null ? undefined : stageAction(file));

/** Who got the customer by this. */
export const newOwner = ({ data, changes }: Logged): string | null =>
  (data['ownerId'] ?? changes.find(({ field }) => field === 'ownerId')?.new ?? null) as string | null;

/** Out of a pool with a next step anew; from somebody else with what they had planned. */
function given(file: CustomerFile, entry: Logged, scene: Scene, claim: Claim | null = null): Replayed {
  const { act, call } = scene;
  if (act.entries.some(({ type }) => type === 'LEAD_TOUCHED')) return { changes: [] };
  const ownerId = newOwner(entry);
  if (!ownerId || file.customer.ownerId === ownerId) return { changes: [] };
  if (!isPooled(file)) return { changes: passedTo(file, ownerId, {}, call) };
  const held = { ownerId, ownedSince: call.now, poolId: null, pooledAt: null };
  const taken = [set('Customer', file.customer.id, held), ...(claim ? [add('Claim', claim)] : [])];
  const contactBy = claim?.firstContactDueAt ?? null;
  return { changes: [...taken, ...nextStepOf(after(file, taken), contactBy, namedAsThen(scene))] };
}

/** By the rules of the pool that it is in on the draft. */
function claimed(file: CustomerFile, entry: Logged, scene: Scene): Replayed {
  const pool = poolOf(file);
  const ownerId = newOwner(entry);
  return given(file, entry, scene, pool && ownerId ? claimOf(file, pool, { id: ownerId }, scene.call) : null);
}

/** What people did later with a follow-up that was planned by itself names it by the id that it really had. */
export function namedAsThen({ act, call }: Scene): Call {
  const planned = act.entries.find(({ type }) => type === 'FOLLOW_UP_PLANNED')?.data['followUpId'] as
    string | undefined;
  return { ...call, newId: (kind) => (kind === 'FollowUp' && planned ? planned : call.newId(kind)) };
}

/** Into the pool it was released to, unless a move of the same act took it there. */
function released(file: CustomerFile, { data }: Logged, { act, call }: Scene): Replayed {
  const isFromPool = data['ownerId'] === null;
  if (isPooled(file) !== isFromPool || act.entries.some(({ type }) => type === 'CUSTOMER_MOVED'))
    return { changes: [] };
  const pool = file.pools.find(({ id }) => id === data['poolId']);
  const cause = { reason: (data['reason'] ?? null) as string | null, rule: null };
  return { changes: pool ? moveToPool(file, pool, cause, call) : enterPool(file, 'PUBLIC', cause, call) };
}

function changed(file: CustomerFile, entry: Logged): Replayed {
  const review = entry.changes.find(({ field }) => field === 'review');
  const isOfThisStay = review !== undefined && file.visit !== null && entry.data['stage'] === file.visit.stage;
  const written = isOfThisStay ? [set('StageVisit', file.visit.id, { note: review.new as string })] : [];
  return { changes: [...recorded(file, entry), ...written] };
}

function quoted(file: CustomerFile, entry: Logged, { past, call }: Scene): Replayed {
  const row = past.quotes.find(({ id }) => id === entry.data['quoteId']);
  if (!row) return { changes: recorded(file, entry) };
  const receiptConfirmedAt = entry.data['status'] === 'RECEIPT_CONFIRMED' ? call.now : null;
  return { changes: [add('Quote', { ...row, receiptConfirmedAt }), ...recorded(file, entry)] };
}

function receiptConfirmed(file: CustomerFile, entry: Logged, { call }: Scene): Replayed {
  const id = entry.data['quoteId'] as string;
  return { changes: [set('Quote', id, { receiptConfirmedAt: call.now }), ...recorded(file, entry)] };
}

function contractAttached(file: CustomerFile, entry: Logged, { call }: Scene): Replayed {
  const contract = {
    id: entry.data['contractId'] as string,
    customerId: file.customer.id,
    fileId: entry.data['fileId'] as string,
    name: entry.data['name'] as string,
    byId: entry.actorId,
    attachedAt: call.now,
  };
  return { changes: [add('Contract', contract), ...recorded(file, entry)] };
}

/** What is overdue on the draft as well. */
function acknowledged(file: CustomerFile, { about }: Logged, { past, call }: Scene): Replayed {
  const owed = owedOnDraft(file, about, past);
  if (!owed || owed.chain.reachedStep === null || owed.chain.acknowledgedAt !== null) return { changes: [] };
  return { changes: [set(owed.record, owed.id, { acknowledgedAt: call.now })] };
}

function snoozed(file: CustomerFile, { about, data }: Logged, { past }: Scene): Replayed {
  const owed = owedOnDraft(file, about, past);
  return { changes: owed ? putOff(file, owed, spanLength(data['for'] as string)) : [] };
}

/** What is owed on the draft in the place of what a card was about. */
function owedOnDraft(file: CustomerFile, about: string | null, past: Past) {
  const row = past.followUps.find(({ id }) => id === about);
  const isDelivery = past.deals.some(({ delivery }) => delivery?.id === about);
  return customerOwes(
    {
      followUpId: (row && counterpart(file, row)?.id) ?? null,
      subject: isDelivery ? (openDelivery(file)?.id ?? null) : about,
    },
    file,
  );
}
