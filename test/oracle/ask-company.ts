import { expect } from '@jest/globals';
import type { Viewer } from '../../domain/policy.js';
import { Lot } from '../support/random.js';
import type { Company } from '../support/company-in-time.js';
import type { Question } from './asked.js';
import { listed, listsOf, shouldBeListed } from './behind.js';
import { historyOf } from './history.js';
import type { History } from './history-types.js';
import { plain, REPORTS, type Details } from './told.js';

/** Asks every report of a company so many times, each time by somebody else and in a way drawn by lot: it says what the log does. */
export async function askCompany(company: Company, times: number): Promise<void> {
  const history = await historyOf(company.database, company.now);
  const lot = new Lot(company.seed);
  for (let time = 0; time < times; time += 1) {
    const reader = company.readers[(company.seed + time) % company.readers.length]!;
    const question = drawnQuestion(lot, company, history, reader);
    const details = drawnDetails(lot, history, question);
    for (const [name, tell] of Object.entries(REPORTS)) {
      const { says, should } = await tell(company.database, history, question, details);
      const asked = `${name} of company ${company.seed}, asked ${JSON.stringify({ question, details })}`;
      told(asked, () => expect(plain(says)).toEqual(plain(should)));
    }
  }
}

/** Asks for whom every number counts, likewise: the list has those whom its reader may see today, each once, and says how many. */
export async function askBehind(company: Company, times: number): Promise<void> {
  const history = await historyOf(company.database, company.now);
  const lot = new Lot(company.seed);
  for (let time = 0; time < times; time += 1) {
    const reader = company.readers[(company.seed + time) % company.readers.length]!;
    const question = drawnQuestion(lot, company, history, reader);
    const { month } = drawnDetails(lot, history, question);
    for (const one of await listsOf(company.database, history, question, month)) {
      const asked = `${one.name} of company ${company.seed}, asked ${JSON.stringify({ question, month })}`;
      const says = await listed(company.database, question, one);
      told(asked, () => expect(says).toEqual(shouldBeListed(history, question, one)));
    }
  }
}

/** A failure names what was asked. */
function told(what: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`${what}\n${(error as Error).message}`);
  }
}

const HOUR = 3_600_000;

/** Windows that begin or end with something that happened, or at no special time, or are empty. */
function drawnQuestion(lot: Lot, company: Company, history: History, reader: Viewer): Question {
  const { holdings, stays, contacts, asOf, stages } = history;
  const happened = [...holdings, ...stays, ...contacts].map(({ at }) => at);
  const edge = () =>
    lot.anyOf(lot.chance(0.6) ? happened : []) ?? new Date(asOf.getTime() - lot.between(-100, 1500) * HOUR);
  const [a, b] = [edge(), edge()];
  const [from, to] = lot.chance(0.05) ? [a, a] : a < b ? [a, b] : [b, a];
  return {
    reader,
    from,
    to,
    teamIds: lot.chance(0.2) ? lot.some(company.teamIds, 0.6) : null,
    userIds: lot.chance(0.2) ? lot.some(company.userIds, 0.6) : null,
    sourceIds: lot.chance(0.2) ? lot.some(company.sourceIds, 0.6) : null,
    playbookId: lot.chance(0.15) ? lot.oneOf(stages).playbookId : null,
  };
}

function drawnDetails(lot: Lot, { asOf, stays, calendar }: History, question: Question): Details {
  const at = lot.anyOf(lot.chance(0.6) ? stays : [])?.at ?? new Date(asOf.getTime() - lot.between(0, 1500) * HOUR);
  const month = new Intl.DateTimeFormat('en-CA', { timeZone: calendar.timeZone }).format(at).slice(0, 7);
  return {
    funnel: {
      mode: lot.oneOf(['SNAPSHOT', 'COHORT', 'COHORT', 'PERIOD_FLOW'] as const),
      at,
      horizon: lot.oneOf(['P90D', 'P10D', 'PT30H', 'P3D']),
      strictOrder: lot.chance(0.4),
      grouped: lot.chance(0.3),
    },
    other: { ...question, teamIds: null, userIds: null },
    month,
  };
}
