import { dueAfter, type WorkCalendar } from '../calendar.js';
import { add, after, event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { enterStage } from '../customer/enter-stage.js';
import type { Call } from '../decision.js';
import { openFollowUp } from '../follow-up/plan.js';
import { at, message, type Label } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import { findStage, outcomeOf, stageOf, type StageDefinition } from '../playbook/playbook.js';
import { moveRefusal } from '../playbook/transitions.js';
import { heldOf } from '../standing.js';
import { isOpen, type Lead, type LeadFile } from './lead.js';
import { givenTo, leadPool, pooled, turnTaken, type Place } from './place.js';
import { tellNobodyTakes, tellUnplaced } from './unplaced.js';

/** Who takes over somebody who came back, and how soon they are to be contacted. */
export interface ComeBack {
  /** Null where they stay with whoever has them. */
  readonly place: Place | null;
  /** ISO span in clock time. */
  readonly followUpWithin: string;
}

const REOPEN_RULE = 'reopen';
const PURPOSE: Label = { 'zh-CN': '客户再次来访，请联系', en: 'They got in touch again: contact them' };

/** Nobody works on this lead at present: another trace of them may bring it back to somebody. */
export function isUnattended(lead: Pick<Lead, 'status' | 'ownerId'>): boolean {
  return lead.status === 'DISQUALIFIED' || (isOpen(lead) && lead.ownerId === null);
}

/** A lead that waited in the pool or was given up is somebody's again; where nobody takes it, it waits in the pool. */
export function leadCameBack(file: LeadFile, { place, followUpWithin }: ComeBack, call: Call): Changes {
  if (place?.chosen) {
    const given = givenTo(file, place.chosen, call);
    return [...given, ...contactSoon(after(file, given), followUpWithin, call)];
  }
  const waits = file.lead.status === 'DISQUALIFIED' ? pooled(file, { reason: null, rule: REOPEN_RULE }, call) : [];
  return [...waits, ...tellUnplaced(file.lead, place, leadPool(file), call)];
}

/** Whether another trace of a customer changes how they stand: they are lost, or nobody has them. A deal that is done stays as it is. */
export function comesBack(file: CustomerFile): boolean {
  const outcome = outcomeOf(stageOf(file.playbook, file.customer.stage));
  return outcome === 'LOST' || (outcome === 'OPEN' && needsOwner(file));
}

/** They are in a pool, or whoever had them is gone. */
export function needsOwner({ customer, people }: CustomerFile): boolean {
  return customer.ownerId === null || people.some((one) => one.id === customer.ownerId && !one.active);
}

/** The same of a customer, who needs fewer around them. */
export interface CustomerComeBack extends Omit<ComeBack, 'place'> {
  readonly place: Taker | Extract<Place, { chosen: null }> | null;
}

interface Taker extends Pick<Extract<Place, { around: object }>, 'chosen'> {
  readonly around: Pick<CustomerFile, 'ownerTeam' | 'people'>;
}

/** A pooled customer leaves the pool, a lost one begins anew where the playbook has that edge; a contact is planned and the owner told. */
export function customerCameBack(file: CustomerFile, { place, followUpWithin }: CustomerComeBack, call: Call): Changes {
  if (place !== null && place.chosen === null) return tellNobodyTakes(file.customer, place, call);
  const taken = place === null ? [] : takenOver(file, place, call);
  const theirs =
    place === null ? file : { ...after(file, taken), ownerTeam: place.around.ownerTeam, people: place.around.people };
  const moved = begunAnew(theirs, call);
  return [...taken, ...moved, ...contactSoon(after(theirs, moved), followUpWithin, call)];
}

function takenOver({ customer, followUps }: CustomerFile, { chosen }: Taker, call: Call): Changes {
  const { ownerId, rule } = chosen;
  const passed = followUps.filter((one) => one.ownerId === customer.ownerId);
  return [
    set('Customer', customer.id, {
      ownerId,
      ownedSince: call.now,
      poolId: null,
      pooledAt: null,
      ...(customer.ownerId === null ? {} : { lastOwnerId: customer.ownerId }),
    }),
    ...passed.map(({ id, version }) => set('FollowUp', id, { ownerId, version: version + 1 })),
    event('CUSTOMER_ASSIGNED', {
      customerId: customer.id,
      rule: REOPEN_RULE,
      data: { ownerId, from: customer.ownerId, poolId: customer.poolId, chosenBy: rule },
    }),
    ...turnTaken(chosen),
  ];
}

/** Out of a lost stage by the playbook's first edge that doesn't lead into a pool; where there is none, or it is blocked, they stay. */
function begunAnew(file: CustomerFile, call: Call): Changes {
  const stage = stageOf(file.playbook, file.customer.stage);
  if (outcomeOf(stage) !== 'LOST') return [];
  const to = stage.mayGoTo.map((code) => findStage(file.playbook, code)).find(isWayBack);
  const cause = { reason: null, rule: REOPEN_RULE };
  if (!to || moveRefusal(file, to, null, cause)) return [];
  return enterStage(file, to, { ...cause, note: null, hasNextPlan: true }, call);
}

const isWayBack = (stage: StageDefinition | undefined): stage is StageDefinition =>
  stage !== undefined && stage.toPool === undefined && outcomeOf(stage) === 'OPEN';

/** Whoever has them now plans to contact them soon, and hears why. */
function contactSoon(file: CustomerFile | LeadFile, within: string, call: Call): Changes {
  const { ownerId, name } = heldOf(file);
  if (ownerId === null) return [];
  const dueAt = dueWithin(within, file.calendar, call);
  const followUp = { ...openFollowUp(file, call), purpose: PURPOSE, dueAt };
  const { id, customerId, leadId } = followUp;
  const params = { name, due: at(dueAt) };
  const card = {
    kind: 'ASSIGNED' as const,
    title: message('NOTE_REOPENED', params),
    body: message('NOTE_REOPENED_BODY', params),
    level: 0,
    customerId,
    leadId,
  };
  return [
    add('FollowUp', followUp),
    event('FOLLOW_UP_PLANNED', { customerId, leadId, data: { followUpId: id, dueAt: dueAt.toISOString() } }),
    notifyOrStandIn(file.people, ownerId, { ...card, followUpId: id }, call),
  ];
}

const dueWithin = (within: string, calendar: WorkCalendar, { now }: Call): Date =>
  dueAfter(now, within, 'CLOCK', calendar);
