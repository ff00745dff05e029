// D: a cohort's funnel, what people did, their rhythm and the counts of a workbench, for a manager and for a salesperson who are signed in. Beside
// each the best statement by hand for the same numbers.
import { performanceOf, type PerformanceByHand } from './by-hand/performance.js';
import { funnelOf } from './by-hand/funnel.js';
import { ALL_LISTS, OWN_LISTS } from './by-hand/workbench.js';
import { aCompany, signIn, type SignedIn } from './company.js';
import { databaseCpu } from './cpu.js';
import { aPlace, aProduct, other } from './place.js';
import { race, tell, timesCpu, type Runner } from './race.js';

const DAY_MS = 86_400_000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const MUST = 1.2;

/** The last month but for today, to whole seconds. */
const NOW = Math.floor(Date.now() / 1000) * 1000;
const WINDOW = { from: new Date(NOW - 31 * DAY_MS).toISOString(), to: new Date(NOW - DAY_MS).toISOString() };

interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** One number or table of them: how the product is asked for it, and how both tell it. */
interface Report {
  readonly query: string;
  readonly input?: object;
  readonly told: (data: never) => unknown;
  readonly toldByHand: (rows: never) => unknown;
}

const share = (of: Share | null) => of && [of.numerator, of.denominator];

interface Step {
  readonly code: string;
  readonly count: number;
  readonly immature: number;
  readonly conversionFromPrevious: Share | null;
  readonly conversionFromFirst: Share | null;
}

const FUNNEL: Report = {
  query: `query ($input: FunnelInput!) { funnel(input: $input) { steps {
    code label count immature
    conversionFromPrevious { numerator denominator value } conversionFromFirst { numerator denominator value } } } }`,
  input: { ...WINDOW, horizon: 'P14D' },
  told: ({ funnel }: { readonly funnel: { readonly steps: readonly Step[] } }) =>
    funnel.steps.map(({ code, count, immature, conversionFromPrevious, conversionFromFirst }) => {
      const shares = { previous: share(conversionFromPrevious), first: share(conversionFromFirst) };
      return { code, count, immature, ...shares };
    }),
  toldByHand: funnelOf,
};

interface Performed extends Readonly<Record<'onTime' | 'claimsKept' | 'leaks', Share>> {
  readonly user: { readonly id: string };
  readonly slowestStage: { readonly code: string } | null;
  readonly followUpsPerCustomerMonth: number | null;
}

/** Sums of fractions differ in their last digits, whichever is added first. */
const inMillionths = <Row extends { readonly followUpsPerCustomerMonth: number | null }>(row: Row) => ({
  ...row,
  followUpsPerCustomerMonth: row.followUpsPerCustomerMonth && Math.round(row.followUpsPerCustomerMonth * 1e6),
});

const PERFORMANCE: Report = {
  query: `query ($input: ReportInput!) { performance(input: $input) { rows {
    user { id name } newLeads newCustomers won wonAmount lost followUps customersTouched followUpsPerCustomerMonth
    contactDuration { count median p90 mean } onTime { numerator denominator value } firstResponse { count median p90 mean }
    slowestStage { code label } efficiency claimsKept { numerator denominator value } leaks { numerator denominator value } } } }`,
  input: WINDOW,
  told: ({ performance }: { readonly performance: { readonly rows: readonly Performed[] } }) =>
    performance.rows.map(({ user, slowestStage, onTime, claimsKept, leaks, ...row }) => ({
      ...inMillionths(row),
      user: user.id,
      slowestStage: slowestStage && slowestStage.code,
      onTime: share(onTime),
      claimsKept: share(claimsKept),
      leaks: share(leaks),
    })),
  toldByHand: (rows: readonly PerformanceByHand[]) => rows.map((row) => inMillionths(performanceOf(row))),
};

const RHYTHM: Report = {
  query: 'query ($input: ReportInput!) { followUpHeatmap(input: $input) { cells { weekday hour count } } }',
  input: WINDOW,
  told: ({ followUpHeatmap }: { readonly followUpHeatmap: { readonly cells: unknown } }) => followUpHeatmap.cells,
  toldByHand: (rows: unknown) => rows,
};

const workbench = (lists: readonly string[]): Report => ({
  query: `{ workbench { ${lists.map((list) => `${list}(first: 1) { totalCount }`).join(' ')} } }`,
  told: (data: { readonly workbench: Readonly<Record<string, { readonly totalCount: number }>> }) =>
    Object.fromEntries(Object.entries(data.workbench).map(([list, { totalCount }]) => [list, totalCount])),
  toldByHand: ([row]: readonly unknown[]) => row,
});

const place = await aPlace();
try {
  const member = await aProduct(place);
  const { crew } = await aCompany(place, member);
  const sales = crew.teams[0]!.sales[0]!.id;
  const limit = await other(place, 'bench/by-hand/reports.ts', { FROM: WINDOW.from, TO: WINDOW.to });
  const cpu = await databaseCpu(place.client);

  const both = ({ query, input, told, toldByHand }: Report, path: string): Record<string, Runner<SignedIn>> => ({
    product: {
      pid: member.pid()!,
      call: ({ token }) => ({
        url: `${member.url}/graphql`,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, ...(input && { variables: { input } }) }),
      }),
      answer: (body) => told((body as { readonly data: never }).data),
    },
    limit: {
      pid: limit.pid,
      call: ({ id }) => ({ url: `${limit.url}/${path}?userId=${id}`, method: 'GET' }),
      answer: (body) => toldByHand(body as never),
    },
  });

  const reports: Readonly<Record<string, readonly [ofManager: Report, ofSales: Report]>> = {
    funnel: [FUNNEL, FUNNEL],
    performance: [PERFORMANCE, PERFORMANCE],
    rhythm: [RHYTHM, RHYTHM],
    workbench: [workbench(ALL_LISTS), workbench(OWN_LISTS)],
  };
  const missed: string[] = [];
  for (const [name, [ofManager, ofSales]] of Object.entries(reports)) {
    const [manager, salesperson] = await signIn(place, member, [crew.manager.id, sales]); // a session's token soon expires
    const askers = [
      { who: 'Manager', report: ofManager, person: manager!, asked: 10 },
      { who: 'Sales', report: ofSales, person: salesperson!, asked: 50 },
    ] as const;
    for (const { who, report, person, asked } of askers) {
      const course = { questions: [person], asked, lanes: 2, rounds: ROUNDS, databaseCpu: cpu };
      const rounds = await race(both(report, `${name}Of${who}`), course);
      const title = `${name} ${who.toLowerCase()}`;
      tell(`D ${title.padEnd(19)}`, rounds, 'limit');
      if (timesCpu(rounds, 'product', 'limit') > MUST) missed.push(title);
    }
  }
  if (missed.length > 0) {
    console.log(`D misses its bound of ${MUST} × the limit’s CPU: ${missed.join(', ')}.`);
    process.exitCode = 1;
  }
} finally {
  await place.end();
}
process.exit();
