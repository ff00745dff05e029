import type { ByHand } from './serve.js';
import { BESIDE, WAY, within } from './words.js';

const STEPS = [...WAY, ...BESIDE];
/** Within which a later step has to be reached. */
const HORIZON = `interval '14 days'`;

const numbered = (column: (step: number) => string) => STEPS.map((_, step) => column(step)).join(', ');
const first = (step: number) => (step < 0 ? '"receivedAt"' : `f${step}`);
const isMature = (step: number) => `${first(step)} <= now() - ${HORIZON}`;

/** One row of counts: of each step how many, how many of them young, and how many came there from the leads and from the step before. */
export function funnel(values: ByHand['values'], mine: string): ByHand {
  const isIn = (step: number) => {
    if (step < 0) return 'true';
    return `${within(first(step))} ${mine && `and o${step} = f${step}`}`;
  };
  const counted = (name: string, condition: string) => `(count(*) filter (where ${condition}))::int as "${name}"`;
  const sizes = (step: number) => [
    counted(`count ${step}`, isIn(step)),
    counted(`immature ${step}`, `${isIn(step)} and not ${isMature(step)}`),
  ];
  const share = (from: number, to: number) => {
    const came = `g${to} <= ${first(from)} + ${HORIZON}`;
    return [
      counted(`of mature ${from} ${to}`, `${isIn(from)} and ${isMature(from)}`),
      counted(`mature ${from} ${to}`, `${isIn(from)} and ${isMature(from)} and ${came}`),
      counted(`of all ${from} ${to}`, isIn(from)),
      counted(`all ${from} ${to}`, `${isIn(from)} and ${came}`),
    ];
  };
  const ofSteps = STEPS.flatMap((_, step) => sizes(step));
  const onWay = WAY.slice(1).flatMap((_, step) => share(step, step + 1));
  const ofLeads = [...sizes(-1), ...STEPS.flatMap((_, step) => share(-1, step))];
  const text = `
    with arrived as materialized (
      select "receivedAt", "customerId" from "Lead" l where ${within('"receivedAt"')} and "mergedIntoId" is null
        ${mine && `and (select "ownerId" from "Tenure" t where t."leadId" = l.id order by "beganAt", t.id limit 1) = ${mine}`}),
    someone as (
      select "customerId" from "StageVisit" where ${within('"enteredAt"')} ${mine && `and "ownerId" = ${mine}`}
      union select "customerId" from arrived where "customerId" is not null),
    came as (
      select v."customerId", ${numbered((step) => `min("enteredAt") filter (where stage = '${STEPS[step]}') as f${step}`)}
        ${mine && `, ${numbered((step) => `min("enteredAt") filter (where stage = '${STEPS[step]}' and "ownerId" = ${mine}) as o${step}`)}`}
      from someone join "StageVisit" v using ("customerId") group by 1),
    progress as materialized (
      select *, ${numbered((step) => `${reaches(step)} as g${step}`)} from came)
    select * from (select ${[...ofSteps, ...onWay].join(', ')} from progress) customers,
      (select ${ofLeads.join(', ')} from arrived left join progress using ("customerId")) leads`;
  return { text, values };
}

/** Whoever comes further on the way has passed what lies before. */
const reaches = (step: number): string =>
  step < WAY.length
    ? `least(${WAY.map((_, later) => `f${later}`)
        .slice(step)
        .join(', ')})`
    : `f${step}`;

/** As the product tells it. */
export function funnelOf([row]: readonly Readonly<Record<string, number>>[]) {
  const share = (from: number, to: number) => {
    const [ofMature, mature, ofAll, all] = ['of mature', 'mature', 'of all', 'all'].map(
      (name) => row![`${name} ${from} ${to}`]!,
    );
    return ofMature! > 0 ? [mature, ofMature] : [all, ofAll];
  };
  return ['LEADS', ...STEPS].map((code, index) => {
    const step = index - 1;
    const previous = step < 0 || step >= WAY.length ? null : share(step - 1, step);
    const counts = { count: row![`count ${step}`], immature: row![`immature ${step}`] };
    return { code, ...counts, previous, first: step < 0 ? null : share(-1, step) };
  });
}
