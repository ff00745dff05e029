import type { Setting } from '../../domain/simulation/setting.js';
import { CHEN, DAY, LIN, later } from './files.js';
import { livedOnTime, type Life, type LifeStep } from './lived-on-time.js';
import { numbersFrom } from './random.js';

/** How often somebody is in touch with a customer: with most a few times in a month, with some every other day. */
const PACES = [
  { share: 0.5, everyHours: 14 * 24 },
  { share: 0.3, everyHours: 6 * 24 },
  { share: 0.2, everyHours: 44 },
];

const WAY = ['NEEDS_CONFIRMED', 'QUOTED', 'DECIDING', 'WON'];

/** How long those who are at rest were in work before. */
const WORKED_DAYS = 8;

/** Different customers of a company that works as companies do, always the same; of some, the first, everybody let go long ago. */
export function believableLives(count: number, setting: Setting, days: number, atRest = 0): readonly Life[] {
  const random = numbersFrom(20_260_304);
  return Array.from({ length: count }, (_, index) => {
    const steps = index < atRest * count ? letGo(random) : stepsOf(random, days);
    return livedOnTime(steps, setting, later(days * DAY));
  });
}

/** Contacted once or twice and then lost, or left to silence, which takes it to a pool. */
function letGo(random: () => number): readonly LifeStep[] {
  const contacts = [contact(random, 1 + Math.round(random() * 48), 96), contact(random, 72, 96)];
  const lost = aStep(Math.round(WORKED_DAYS * 24 * random()), { do: 'advance', to: 'LOST', isReasonGiven: 0 });
  return random() < 0.5 ? [...contacts, lost] : contacts;
}

function stepsOf(random: () => number, days: number): readonly LifeStep[] {
  const steps: LifeStep[] = [];
  const everyHours = paceOf(random());
  const isFetchedBack = random() < 0.7;
  let place = 0;
  for (let hours = random() * 48; hours < days * 24;) {
    const waitHours = Math.max(2, Math.round(everyHours * (0.5 + random())));
    if (isFetchedBack) steps.push(aStep(waitHours - 1, { do: 'claim' }));
    steps.push(contact(random, isFetchedBack ? 1 : waitHours, everyHours));
    if (random() < 0.25 && place < WAY.length) steps.push(...towards(WAY[place++]!));
    else if (random() < 0.06) steps.push(aStep(2, { do: 'advance', to: 'LOST', isReasonGiven: 0 }));
    hours += waitHours + 4;
  }
  return steps;
}

function paceOf(drawn: number): number {
  let below = 0;
  return (PACES.find(({ share }) => drawn < (below += share)) ?? PACES[0]!).everyHours;
}

function contact(random: () => number, waitHours: number, everyHours: number): LifeStep {
  const outcome = random() < 0.7 ? 'REACHED' : 'NO_ANSWER';
  const nextInHours = Math.max(2, Math.round(everyHours * (0.5 + random())));
  const isDoneByLead = random() < 0.05;
  return aStep(
    waitHours,
    { do: 'complete', pick: 0, outcome, agoHours: 0, nextInHours, to: null, knowsAll: true },
    isDoneByLead,
  );
}

/** What has to be there first, and the move. */
function towards(to: string): readonly LifeStep[] {
  const move = aStep(1, { do: 'advance', to, isReasonGiven: 0 });
  if (to === 'QUOTED') return [aStep(1, { do: 'quote', isConfirmed: true }), move];
  if (to === 'DECIDING') return [aStep(1, { do: 'learn', need: '岩棉板', decisionMaker: '刘总' }), move];
  if (to !== 'WON') return [move];
  const papers = ['attach', 'invoice'].map((what) => aStep(1, { do: what }));
  const money = aStep(1, {
    do: 'plan payments',
    plan: [
      { amount: 2, inHours: 48 },
      { amount: 3, inHours: 120 },
    ],
  });
  return [
    ...papers,
    aStep(1, { do: 'sign', amount: 5 }),
    move,
    money,
    aStep(60, { do: 'pay', amount: 2, pick: null }),
    aStep(4, { do: 'deliver', pick: 0 }),
  ];
}

const aStep = (waitHours: number, what: object, isByLead = false): LifeStep =>
  ({ waitHours, by: isByLead ? CHEN : LIN, what }) as LifeStep;
