import { beforeAll, describe, expect, test } from '@jest/globals';
import { performance } from '../../../api/queries/reports/performance.js';
import { reportSpec } from '../../../api/queries/reports/report.js';
import type { Viewer } from '../../../domain/policy.js';
import type { Question } from '../../oracle/asked.js';
import { sees } from '../../oracle/asked.js';
import { historyOf } from '../../oracle/history.js';
import type { History } from '../../oracle/history-types.js';
import { plain, REPORTS, type Details } from '../../oracle/told.js';
import type { Company } from '../../support/company-in-time.js';
import { generatedCompany } from '../../support/generated-company.js';

let company: Company;
let history: History;

beforeAll(async () => {
  company = await generatedCompany(5, 12);
  history = await historyOf(company.database, company.now);
  const days = (count: number) => new Date(company.now.getTime() + count * 86_400_000);
  ALL = { from: days(-150), to: days(1) };
});

const reader = (place: number): Viewer => company.readers[place]!;

/** By what they are; the company's own people come first: two who sell, one who has nothing, two leads, a manager, an administrator. */
const READERS: Readonly<Record<string, () => Viewer>> = {
  SALES: () => reader(0),
  'SALES of another team': () => reader(1),
  'SALES without customers': () => reader(2),
  'SALES who stands in for another': () => ({ ...reader(0), standsInFor: [reader(1)] }),
  'SALES who stands in for a team lead': () => ({ ...reader(2), standsInFor: [reader(3)] }),
  TEAM_LEAD: () => reader(3),
  'TEAM_LEAD of a team that isn’t their own': () => ({
    ...reader(2),
    role: 'TEAM_LEAD',
    teamId: null,
    ledTeamIds: [company.teamIds[1]!],
  }),
  MANAGER: () => reader(5),
  ADMIN: () => reader(6),
  'an API key': () => ({ ...reader(5), key: { scopes: ['read'], teamIds: [] } }),
  'an API key of one team': () => ({ ...reader(5), key: { scopes: ['read'], teamIds: [company.teamIds[0]!] } }),
};

const names = Object.keys(READERS);
/** From before the company began to after the present. */
let ALL: { readonly from: Date; readonly to: Date };

/** Of everybody, of a team, of a person: whoever asks. */
const questions = (by: Viewer): readonly Question[] => [
  { reader: by, ...ALL },
  { reader: by, ...ALL, teamIds: [company.teamIds[1]!] },
  { reader: by, ...ALL, userIds: [reader(0).id] },
];

const MODES = ['SNAPSHOT', 'COHORT', 'PERIOD_FLOW'] as const;

function detailsOf(question: Question): readonly Details[] {
  const month = history.asOf.toISOString().slice(0, 7);
  return MODES.map((mode) => ({
    funnel: { mode, at: history.asOf, horizon: 'P90D', strictOrder: false, grouped: false },
    other: { ...question, teamIds: null, userIds: null },
    month,
  }));
}

describe.each(Object.keys(REPORTS))('R28, D: %s', (report) => {
  test.each(names)('tells %s what is credited to those whose work they see, whomever they ask for', async (name) => {
    for (const question of questions(READERS[name]!()))
      for (const details of report === 'funnel' ? detailsOf(question) : detailsOf(question).slice(0, 1)) {
        const { says, should } = await REPORTS[report]!(company.database, history, question, details);
        expect(plain(says)).toEqual(plain(should));
      }
  });
});

test.each(names)(
  '%s reads the rows of a manager’s performance report that are of people whose work they see',
  async (name) => {
    const by = READERS[name]!();
    const rows = async (viewer: Viewer) =>
      performance(company.database, await reportSpec(company.database, viewer, ALL));
    const all = await rows(reader(5));
    expect(all.some(({ followUps, leaks }) => followUps > 0 && leaks.denominator > 0)).toBe(true);
    expect(plain(await rows(by))).toEqual(plain(all.filter(({ userId }) => sees(history, by, userId))));
  },
);

test('asked for others, SALES and team leads read of nothing', async () => {
  const [mine, other] = [reader(3), reader(1)];
  expect(mine.teamId).not.toBe(other.teamId);
  for (const by of [reader(0), mine])
    for (const asked of [{ userIds: [other.id] }, { teamIds: [other.teamId!] }]) {
      const question = { reader: by, ...ALL, ...asked };
      for (const report of [
        'performance',
        'followUpHeatmap',
        'neglectHeatmap',
        'leaks',
        'channelReport',
        'reasonReport',
      ]) {
        const { says } = await REPORTS[report]!(company.database, history, question, detailsOf(question)[0]!);
        expect({ report, says }).toEqual({ report, says: [] });
      }
    }
});
