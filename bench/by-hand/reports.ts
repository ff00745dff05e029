// The limit: each number by one statement, written for this data, for everybody or one person, without filters or rights.
import { workingDays } from '../../domain/calendar.js';
import { calendarFrom, loadSettings } from '../../commands/store/settings.js';
import { openDatabase } from '../../commands/store/open-database.js';
import { DAY_MS } from '../../domain/wall-clock.js';
import { quiet } from '../../test/support/quiet-log.js';
import { funnel } from './funnel.js';
import { performance } from './performance.js';
import { rhythm } from './rhythm.js';
import { serve, type ByHand } from './serve.js';
import { workbenchOfManager, workbenchOfSales } from './workbench.js';

const { DATABASE_URL: databaseUrl, FROM: from = '', TO: to = '' } = process.env;

async function daysOfCalendar() {
  const database = await openDatabase({ databaseUrl, dataDir: '', log: quiet });
  const calendar = calendarFrom(await loadSettings(database.sql));
  await database.close();
  const { opens, lengths, before } = workingDays(calendar, new Date(Date.parse(from) - DAY_MS), new Date());
  return [opens, lengths, before];
}

const window = [from, to];
const days = await daysOfCalendar();
const ofSales =
  (values: readonly unknown[]): ByHand['values'] =>
  (asked) => [...values, asked.get('userId')];

serve(
  {
    funnelOfManager: funnel(() => window, ''),
    funnelOfSales: funnel(ofSales(window), '$3'),
    performanceOfManager: performance(() => [...window, ...days], ''),
    performanceOfSales: performance(ofSales([...window, ...days]), '$6'),
    rhythmOfManager: rhythm(() => window, ''),
    rhythmOfSales: rhythm(ofSales(window), '$3'),
    workbenchOfManager,
    workbenchOfSales,
  },
  JSON.stringify,
);
