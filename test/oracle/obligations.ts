import { counts, holdingsAt, isFrom, stageOf, under, within, type Question } from './asked.js';
import type { History } from './history-types.js';
import { earliest } from './numbers.js';
import { workedBetween } from './working-time.js';

const GRACE = 4 * 3_600_000;

export interface Obligation {
  readonly kind: string;
  readonly customerId: string;
  readonly ownerId: string;
  readonly dueAt: Date;
  readonly onTime: boolean;
  readonly leaked: boolean;
  readonly recoveredAt: Date | null;
  readonly outcome: 'OPEN' | 'RECOVERED' | 'LOST' | 'RECLAIMED';
}

interface Due {
  readonly kind: string;
  readonly customerId: string;
  readonly dueAt: Date;
  /** When it was met by what it asked for itself. */
  readonly metAt: Date | null;
}

/** What was due within the window with open customers whom somebody had then, and what became of it. */
export function obligationsOf(history: History, question: Question): readonly Obligation[] {
  const due = [...plannedSteps(history), ...firstContacts(history)].filter(
    ({ dueAt }) => within(dueAt, question) && dueAt <= history.asOf,
  );
  return due.flatMap((one) =>
    openStays(history, question, one).flatMap(() =>
      holdingsAt(history, one.customerId, one.dueAt)
        .filter(({ ownerId }) => ownerId !== null && counts(history, question, ownerId))
        .filter(() => isFrom(history, question, one.customerId))
        .map(({ ownerId }) => cameOf(history, one, ownerId!)),
    ),
  );
}

const openStays = (history: History, question: Question, { customerId, dueAt }: Due) =>
  history.stays.filter(
    (stay) =>
      stay.customerId === customerId &&
      stay.at <= dueAt &&
      (stay.until === null || stay.until > dueAt) &&
      !stageOf(history, stay).end &&
      under(question, stay.playbookId),
  );

/** One that was called off before wasn't due any more. */
const plannedSteps = ({ steps }: History): readonly Due[] =>
  steps.flatMap(({ customerId, dueAt, isStageAction, done, cancelledAt }) => {
    if (customerId === null || dueAt === null || (cancelledAt !== null && cancelledAt <= dueAt)) return [];
    return [
      {
        kind: isStageAction ? 'STAGE_ACTION' : 'FOLLOW_UP',
        customerId,
        dueAt,
        metAt: done?.qualifies ? done.at : null,
      },
    ];
  });

const firstContacts = ({ claims, contacts }: History): readonly Due[] =>
  claims.flatMap(({ customerId, userId, at, dueAt }) => {
    if (dueAt === null) return [];
    const theirs = contacts.filter(
      (one) => one.qualifies && one.customerId === customerId && one.byId === userId && one.at >= at,
    );
    return [{ kind: 'FIRST_CONTACT', customerId, dueAt, metAt: earliest(theirs.map((one) => one.at)) }];
  });

function cameOf(history: History, { kind, customerId, dueAt, metAt }: Due, ownerId: string): Obligation {
  const { asOf, calendar } = history;
  const actedAt = earliest([metAt, ...actsAfter(history, customerId, dueAt)]);
  const gone = goneAfter(history, customerId, dueAt);
  const settledAt = earliest([actedAt, gone?.at, asOf])!;
  const cameBack = actedAt !== null && (gone === null || actedAt < gone.at);
  return {
    kind,
    customerId,
    ownerId,
    dueAt,
    onTime: actedAt !== null && actedAt <= dueAt,
    leaked: settledAt > dueAt && workedBetween(dueAt, settledAt, calendar) > GRACE,
    recoveredAt: cameBack ? actedAt : null,
    outcome: cameBack ? 'RECOVERED' : (gone?.how ?? 'OPEN'),
  };
}

const actsAfter = ({ contacts, stays, asOf }: History, customerId: string, dueAt: Date): readonly Date[] =>
  [
    ...contacts.filter((one) => one.qualifies && one.customerId === customerId).map(({ at }) => at),
    ...stays
      .filter((stay) => stay.customerId === customerId && stay.from !== null && stay.byPerson)
      .map(({ at }) => at),
  ].filter((at) => at >= dueAt && at <= asOf);

function goneAfter(history: History, customerId: string, dueAt: Date) {
  const taken = history.holdings
    .filter((one) => one.subjectId === customerId && one.ownerId === null)
    .map(({ at }) => ({ at, how: 'RECLAIMED' as const }));
  const lost = history.stays
    .filter((stay) => stay.customerId === customerId && stageOf(history, stay).outcome === 'LOST')
    .map(({ at }) => ({ at, how: 'LOST' as const }));
  const after = [...taken, ...lost].filter(({ at }) => at > dueAt).sort((a, b) => Number(a.at) - Number(b.at));
  return after[0] ?? null;
}
