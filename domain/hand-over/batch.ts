import { after, event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { enterPool } from '../customer/enter-pool.js';
import { handedTo } from '../customer/transfer.js';
import type { Call } from '../decision.js';
import { leadHandedTo, leadToPool } from '../lead/pass-on.js';
import type { LeadFile } from '../lead/lead.js';
import { stageOf } from '../playbook/playbook.js';
import { settled } from '../settle.js';
import { heldOf } from '../standing.js';
import { shareOut, type Piece, type Taker } from './takers.js';

type File = CustomerFile | LeadFile;

/** Who gets what somebody leaves behind. */
export type Heir =
  | { readonly to: 'PERSON'; readonly id: string }
  | {
      readonly to: 'TEAM';
      readonly strategy: 'LEAST_LOAD' | 'ROUND_ROBIN';
      readonly takers: readonly Taker[];
      readonly cap: number | null;
    }
  /** Nobody claims a closed deal: those go to a superior. */
  | { readonly to: 'POOL'; readonly closedTo: string };

export interface HandOverTerms {
  readonly handOverId: string;
  readonly fromId: string;
  /** Who asked for it, and gets what would otherwise have nobody. */
  readonly byId: string;
  readonly heir: Heir;
  /** How many leads and customers went before. */
  readonly turn: number;
}

/** Some of what somebody leaves behind: their customers and open leads, and what carries an open follow-up or a delivery of theirs. */
export interface Batch {
  readonly customers: readonly CustomerFile[];
  readonly leads: readonly LeadFile[];
  readonly elsewhere: readonly File[];
}

/** What one person takes over. */
export interface Share {
  readonly customers: number;
  readonly leads: number;
  readonly followUps: number;
}

export interface HandedOver {
  readonly changes: Changes;
  readonly total: Share;
  readonly shares: ReadonlyMap<string, Share>;
}

/** Everything of the batch goes on as each single transfer would have it; closed deals keep their stage and history. */
export function handOverBatch(batch: Batch, terms: HandOverTerms, call: Call): HandedOver {
  const destination = destinations(batch, terms);
  const tally = new Tally();
  const changes = [
    ...batch.customers.flatMap((file) => {
      const toId = destination(file);
      tally.count(toId, { customers: 1, leads: 0, followUps: openOf(file, terms.fromId) });
      const gone = toId === null ? pooled(file, terms, call) : handedTo(file, toId, terms.handOverId, call);
      return [...gone, ...deliveriesHandedTo(after(file, gone), toId ?? closedTo(terms), terms, call)];
    }),
    ...batch.leads.flatMap((file) => {
      const toId = destination(file);
      tally.count(toId, { customers: 0, leads: 1, followUps: openOf(file, terms.fromId) });
      return toId === null
        ? leadToPool(file, terms.handOverId, call)
        : leadHandedTo(file, toId, terms.handOverId, call);
    }),
    ...batch.elsewhere.flatMap((file) => {
      const toId = terms.heir.to === 'PERSON' ? terms.heir.id : (heldOf(file).ownerId ?? terms.byId);
      tally.count(toId, { customers: 0, leads: 0, followUps: openOf(file, terms.fromId) });
      const gone = followUpsHandedTo(file, toId, terms, call);
      return 'lead' in file ? gone : [...gone, ...deliveriesHandedTo(after(file, gone), toId, terms, call)];
    }),
  ];
  return { changes, total: tally.total, shares: tally.shares };
}

/** To whom each customer and lead goes; null: to the pool. */
function destinations({ customers, leads }: Batch, { heir, turn }: HandOverTerms): (file: File) => string | null {
  if (heir.to === 'PERSON') return () => heir.id;
  if (heir.to === 'POOL') return (file) => (isOpenPiece(file) ? null : heir.closedTo);
  const shares = shareOut([...customers, ...leads].map(pieceOf), heir.takers, { ...heir, turn });
  return (file) => shares.get(heldOf(file).id)!;
}

const pieceOf = (file: File): Piece => ({
  id: heldOf(file).id,
  kind: 'customer' in file ? 'CUSTOMER' : 'LEAD',
  isOpen: isOpenPiece(file),
});

const isOpenPiece = (file: File): boolean => 'lead' in file || !stageOf(file.playbook, file.customer.stage).end;

/** Whoever leaves needn't hear of each. */
function pooled(file: CustomerFile, { handOverId }: HandOverTerms, call: Call): Changes {
  const entered = enterPool(file, 'PUBLIC', { reason: 'HANDED_OVER', rule: null }, call);
  const quiet = entered.filter((change) => !('add' in change && change.add === 'Notification'));
  const marked = quiet.map((change) =>
    'event' in change && change.event.type === 'CUSTOMER_RELEASED'
      ? { event: { ...change.event, data: { ...change.event.data, handOverId } } }
      : change,
  );
  return settled(file, marked, call);
}

/** Follow-ups that somebody has on what isn't theirs, e.g. as a superior: only these go on. */
function followUpsHandedTo(file: File, toId: string, { fromId, handOverId }: HandOverTerms, call: Call): Changes {
  const subject = 'customer' in file ? { customerId: file.customer.id } : { leadId: file.lead.id };
  const changes = file.followUps
    .filter(({ ownerId }) => ownerId === fromId)
    .flatMap(({ id, version }) => [
      set('FollowUp', id, { ownerId: toId, version: version + 1 }),
      event('HANDED_OVER', { ...subject, data: { followUpId: id, from: fromId, ownerId: toId, handOverId } }),
    ]);
  return settled(file, changes, call);
}

/** What they were to deliver, whoever owns the customer: another person has it from now on. */
function deliveriesHandedTo(
  file: CustomerFile,
  toUserId: string,
  { fromId, handOverId }: HandOverTerms,
  call: Call,
): Changes {
  const changes = deliveriesOf(file, fromId).flatMap(({ id, dealId }) => [
    set('DealDelivery', id, { toUserId, handedOverAt: call.now }),
    event('HANDED_OVER', {
      customerId: file.customer.id,
      data: { dealId, deliveryId: id, from: fromId, toUserId, handOverId },
    }),
  ]);
  return changes.length === 0 ? [] : settled(file, changes, call);
}

/** Whether somebody still has to deliver something here. */
export const delivers = (file: File, userId: string): boolean =>
  'customer' in file && deliveriesOf(file, userId).length > 0;

/** Those with something left to see to. */
const deliveriesOf = ({ deals }: CustomerFile, userId: string) =>
  deals.flatMap(({ delivery }) =>
    delivery?.toUserId === userId && delivery.items.some(({ doneAt }) => doneAt === null) ? [delivery] : [],
  );

const closedTo = ({ heir, byId }: HandOverTerms): string => (heir.to === 'POOL' ? heir.closedTo : byId);

const openOf = (file: File, ownerId: string): number =>
  file.followUps.filter((followUp) => followUp.ownerId === ownerId).length;

export const NOTHING: Share = { customers: 0, leads: 0, followUps: 0 };

const plus = (a: Share, b: Share): Share => ({
  customers: a.customers + b.customers,
  leads: a.leads + b.leads,
  followUps: a.followUps + b.followUps,
});

class Tally {
  total = NOTHING;
  readonly shares = new Map<string, Share>();

  /** What goes to the pool is nobody's share. */
  count(toId: string | null, share: Share): void {
    this.total = plus(this.total, share);
    if (toId !== null) this.shares.set(toId, plus(this.shares.get(toId) ?? NOTHING, share));
  }
}
