import type { FunnelNumbers } from '../../api/queries/reports/funnel.js';
import {
  counts,
  holdingsAt,
  holdingsBefore,
  isFrom,
  isOfAll,
  ofSources,
  stageOf,
  under,
  within,
  type Question,
} from './asked.js';
import type { History, KnownLead, Stay } from './history-types.js';
import { distinct, earliest, ratio } from './numbers.js';
import { isForward } from './performance.js';
import { firstHolding, leadsArrived } from './sources.js';

export interface FunnelQuestion extends Question {
  readonly mode: 'SNAPSHOT' | 'COHORT' | 'PERIOD_FLOW';
  readonly at: Date;
  readonly horizonMs: number;
  readonly strictOrder: boolean;
  readonly grouped: boolean;
}

/** A step after the leads; whoever comes to a later one of the way has passed it. */
interface Step {
  readonly code: string;
  readonly isOnWay: boolean;
}

const GROUPS: readonly Step[] = [
  { code: 'INTEREST', isOnWay: true },
  { code: 'TALKING', isOnWay: true },
  { code: 'WON', isOnWay: true },
  { code: 'LOST', isOnWay: false },
];

/** The leads, then each step. */
export function funnelOf(history: History, question: FunnelQuestion): readonly FunnelNumbers[] {
  const steps = stepsOf(history, question);
  const of = { SNAPSHOT: snapshot, COHORT: cohort, PERIOD_FLOW: flow }[question.mode];
  return of(history, question, steps);
}

/** As the newest version of each playbook lists them. */
function stepsOf({ stages }: History, { grouped, playbookId }: FunnelQuestion): readonly Step[] {
  if (grouped) return GROUPS;
  const listed = stages.filter((one) =>
    playbookId
      ? one.playbookId === playbookId
      : !stages.some(({ key, version }) => key === one.key && version > one.version),
  );
  return [...new Map(listed.map(({ code, rank }) => [code, { code, isOnWay: rank > 0 }])).values()];
}

const stepIn = (history: History, { grouped }: FunnelQuestion, stay: Stay): string | null =>
  grouped ? stageOf(history, stay).funnelStep : stay.stage;

const staysOf = (history: History, question: FunnelQuestion): readonly Stay[] =>
  history.stays.filter((stay) => under(question, stay.playbookId) && isFrom(history, question, stay.customerId));

const leadsOf = (history: History, question: FunnelQuestion): readonly KnownLead[] =>
  history.leads.filter((lead) => ofSources(question, lead.sourceId) && becameUnder(history, question, lead));

const becameUnder = (history: History, question: FunnelQuestion, { customerId }: KnownLead): boolean =>
  under(question, history.customers.find(({ id }) => id === customerId)?.playbookId ?? null);

function snapshot(history: History, question: FunnelQuestion, steps: readonly Step[]): readonly FunnelNumbers[] {
  const { at } = question;
  const isTheirs = (id: string) =>
    holdingsAt(history, id, at).some(({ ownerId }) => counts(history, question, ownerId));
  const standing = staysOf(history, question).filter(
    (stay) => stay.at <= at && (stay.until === null || stay.until > at),
  );
  const theirs = standing.filter(({ customerId }) => isOfAll(question) || isTheirs(customerId));
  const openLeads = leadsOf(history, question).filter(({ id }) => isTheirs(id));
  const of = (count: number) => ({ count, conversionFromPrevious: null, conversionFromFirst: null, immature: null });
  return [
    of(openLeads.length),
    ...steps.map(({ code }) =>
      of(
        distinct(theirs.filter((stay) => stepIn(history, question, stay) === code).map(({ customerId }) => customerId)),
      ),
    ),
  ];
}

/** Moves forward from a step, of those who were there before the window or came to it within. */
function flow(history: History, question: FunnelQuestion, steps: readonly Step[]): readonly FunnelNumbers[] {
  const { from } = question;
  const wasTheirs = (id: string) =>
    holdingsBefore(history, id, from).some(({ ownerId }) => counts(history, question, ownerId));
  const stays = staysOf(history, question).filter((stay) =>
    stay.at < from
      ? (stay.until === null || stay.until >= from) && (isOfAll(question) || wasTheirs(stay.customerId))
      : isArrival(history, question, stay),
  );
  const forward = staysOf(history, question).filter(
    (stay) => within(stay.at, question) && counts(history, question, stay.ownerId) && isForward(history, stay),
  );
  const leads = leadsOf(history, question).filter(
    (lead) =>
      wasTheirs(lead.id) ||
      (within(lead.receivedAt, question) && counts(history, question, firstHolding(history, lead).ownerId)),
  );
  const qualified = leadsOf(history, question).filter(
    (lead) =>
      within(lead.qualifiedAt, question) && gotBy(history, lead).some((ownerId) => counts(history, question, ownerId)),
  );
  const numbers = [
    { isOnWay: true, stays: leads.length, forward: qualified.length },
    ...steps.map(({ code, isOnWay }) => ({
      isOnWay,
      stays: stays.filter((stay) => stepIn(history, question, stay) === code).length,
      forward: forward.filter((stay) => stepIn(history, question, { ...stay, stage: stay.from! }) === code).length,
    })),
  ];
  return numbers.map(({ isOnWay, stays: count }, place) => {
    const previous = numbers.slice(0, place).findLast((one) => one.isOnWay);
    const share = previous && isOnWay ? ratio(previous.forward, previous.stays) : null;
    return { count, conversionFromPrevious: share, conversionFromFirst: null, immature: null };
  });
}

/** Somebody who goes on in the same step under another version has been there all along. */
function isArrival(history: History, question: FunnelQuestion, stay: Stay): boolean {
  if (!within(stay.at, question) || !counts(history, question, stay.ownerId)) return false;
  const before = staysOf(history, question).find(({ leftFor }) => leftFor === stay);
  return !(stay.isMigration && before && stepIn(history, question, before) === stepIn(history, question, stay));
}

/** Who got the customer that a lead became. */
const gotBy = ({ holdings }: History, { customerId, qualifiedAt }: KnownLead): readonly (string | null)[] =>
  holdings
    .filter(
      (one) =>
        one.subjectId === customerId && one.cause === 'CUSTOMER_CREATED' && Number(one.at) === Number(qualifiedAt),
    )
    .map(({ ownerId }) => ownerId);

/** Somebody of a cohort: since when, and when they first came to each step and first came that far. */
interface Member {
  readonly since: Date;
  readonly came: readonly (Date | null)[];
  readonly reached: readonly (Date | null)[];
}

function cohort(history: History, question: FunnelQuestion, steps: readonly Step[]): readonly FunnelNumbers[] {
  const leads = leadsArrived(history, question).filter((lead) => becameUnder(history, question, lead));
  const asLeads = leads.map((lead) => ({
    since: lead.receivedAt,
    ...progressOf(history, question, steps, lead.customerId),
  }));
  const members = steps.map((_, place) => membersOf(history, question, steps, place));
  const old = (members: readonly Member[]) =>
    members.filter(({ since }) => since.getTime() + question.horizonMs <= history.asOf.getTime());
  const share = (from: number, to: number) => {
    const all = from < 0 ? asLeads : members[from]!;
    const counted = old(all).length > 0 ? old(all) : all;
    return ratio(counted.filter((one) => hasCome(question, steps, one, from, to)).length, counted.length);
  };
  const sizes = (all: readonly Member[]) => ({ count: all.length, immature: all.length - old(all).length });
  return [
    { ...sizes(asLeads), conversionFromPrevious: null, conversionFromFirst: null },
    ...steps.map(({ isOnWay }, place) => ({
      ...sizes(members[place]!),
      conversionFromPrevious: isOnWay
        ? share(
            steps.slice(0, place).findLastIndex((one) => one.isOnWay),
            place,
          )
        : null,
      conversionFromFirst: share(-1, place),
    })),
  ];
}

/** Whoever came to this step for the first time within the window. */
function membersOf(
  history: History,
  question: FunnelQuestion,
  steps: readonly Step[],
  place: number,
): readonly Member[] {
  return history.customers.flatMap(({ id }) => {
    const entries = staysOf(history, question).filter(
      (stay) => stay.customerId === id && stepIn(history, question, stay) === steps[place]!.code,
    );
    const first = entries.filter(({ at }) => Number(at) === Number(earliest(entries.map((one) => one.at))));
    if (!first.some((stay) => within(stay.at, question) && counts(history, question, stay.ownerId))) return [];
    return [{ since: first[0]!.at, ...progressOf(history, question, steps, id) }];
  });
}

function progressOf(history: History, question: FunnelQuestion, steps: readonly Step[], customerId: string | null) {
  const stays = staysOf(history, question).filter((stay) => stay.customerId === customerId);
  return {
    came: steps.map(({ code }) =>
      earliest(stays.filter((stay) => stepIn(history, question, stay) === code).map(({ at }) => at)),
    ),
    reached: steps.map((step) =>
      earliest(stays.filter((stay) => hasReached(history, question, steps, stay, step)).map(({ at }) => at)),
    ),
  };
}

/** Stands there, or further along the way. */
function hasReached(
  history: History,
  question: FunnelQuestion,
  steps: readonly Step[],
  stay: Stay,
  step: Step,
): boolean {
  const own = stepIn(history, question, stay);
  if (own === step.code) return true;
  if (!step.isOnWay) return false;
  if (question.grouped) {
    const place = (code: string | null) => steps.findIndex((one) => one.code === code);
    return place(own) > place(step.code) && steps[place(own)]!.isOnWay;
  }
  const earlier = history.stages.find(({ playbookId, code }) => playbookId === stay.playbookId && code === step.code);
  return earlier !== undefined && earlier.rank > 0 && stageOf(history, stay).rank > earlier.rank;
}

function hasCome(
  { horizonMs, strictOrder }: FunnelQuestion,
  steps: readonly Step[],
  member: Member,
  from: number,
  to: number,
): boolean {
  const inTime = (at: Date | null | undefined): boolean =>
    at !== null && at !== undefined && at.getTime() - member.since.getTime() <= horizonMs;
  if (!strictOrder || !steps[to]!.isOnWay) return inTime(member.reached[to]);
  const way = [...steps.keys()].filter((place) => place > from && place <= to && steps[place]!.isOnWay);
  const times = [member.since, ...way.map((place) => member.came[place])];
  const isInOrder = times.every(
    (at, place) => place === 0 || (at !== null && at !== undefined && at >= times[place - 1]!),
  );
  return isInOrder && inTime(member.came[to]);
}
