import { DateTime } from 'luxon';
import { customersBehind, leadsBehind, type Behind } from '../../api/queries/reports/behind.js';
import { behindHour, behindNeglect, followUpHeatmap, neglectHeatmap } from '../../api/queries/reports/heatmaps.js';
import { behindPerformance, performance } from '../../api/queries/reports/performance.js';
import { behindArm } from '../../api/queries/reports/pilot-comparison.js';
import { reportSpec } from '../../api/queries/reports/report.js';
import { behindChannel, behindReason, channelReport, reasonReport } from '../../api/queries/reports/sources.js';
import { behindStage, stageReview } from '../../api/queries/reports/stage-review.js';
import type { Database } from '../../commands/store/open-database.js';
import { PERFORMANCE_NUMBERS } from '../../domain/report/report.js';
import { counts, isFrom, stageOf, under, within, type Question } from './asked.js';
import { contactsOf } from './contacts.js';
import { neglectedOf } from './heatmaps.js';
import type { History } from './history-types.js';
import { customers, idsOf, leads, type Ids } from './ids.js';
import { obligationsOf } from './obligations.js';
import { performanceIds } from './performance-ids.js';
import { heldIn, winsOf } from './pilot.js';
import { leadsArrived, responseOf } from './sources.js';
import { entriesOf, leadsForward, leavingsOf, monthsUpTo, openAt, refusalsOf } from './stage-review.js';
import { seesCustomer, seesLead } from './visible.js';
import { firstWinOf } from './wins.js';

/** What is listed behind a number, and who should be. */
export interface Listed {
  readonly name: string;
  readonly behind: Behind;
  readonly ids: Ids;
}

/** Every number of every report that lists whom it counts. */
export async function listsOf(
  database: Database,
  history: History,
  question: Question,
  month: string,
): Promise<readonly Listed[]> {
  const spec = await reportSpec(database, question.reader, question);
  const lists: Listed[] = [];
  const add = (name: string, behind: Behind, ids: Ids) => lists.push({ name, behind, ids });

  for (const row of await performance(database, spec)) {
    const ids = performanceIds(history, question, row.userId);
    for (const number of PERFORMANCE_NUMBERS)
      add(`performance ${row.userId} ${number}`, behindPerformance(spec, row, number), ids[number]);
  }
  for (const cell of await followUpHeatmap(database, spec)) {
    const then = contactsOf(history, question).filter(({ at }) => {
      const { weekday, hour } = DateTime.fromJSDate(at, { zone: history.calendar.timeZone });
      return weekday === cell.weekday && hour === cell.hour;
    });
    const asLeads = then.filter(({ customerId }) => customerId === null);
    const ids = { customers: then.map(({ customerId }) => customerId), leads: asLeads.map(({ leadId }) => leadId) };
    add(`heatmap ${cell.weekday} ${cell.hour}`, behindHour(spec, cell), ids);
  }
  for (const cell of await neglectHeatmap(database, spec)) {
    const there = neglectedOf(history, question).filter(
      ({ ownerId, bucket }) => ownerId === cell.ownerId && bucket === cell.bucket,
    );
    add(`neglect ${cell.ownerId} ${cell.bucket}`, behindNeglect(spec, cell), idsOf(there));
  }
  for (const row of await channelReport(database, spec)) {
    const arrived = leadsArrived(history, question).filter(
      (lead) =>
        lead.sourceId === row.sourceId &&
        (lead.channel ?? history.sources.get(lead.sourceId)) === row.channel &&
        lead.campaign === row.campaign,
    );
    const those = {
      LEADS: arrived,
      QUALIFIED: arrived.filter(({ customerId }) => customerId !== null),
      WON: arrived.filter(({ customerId }) => firstWinOf(history, customerId) !== undefined),
      FIRST_RESPONSE: arrived.filter((lead) => responseOf(history, lead).length > 0),
    } as const;
    for (const number of ['LEADS', 'QUALIFIED', 'WON', 'FIRST_RESPONSE'] as const)
      add(
        `channels ${row.sourceId} ${row.campaign} ${number}`,
        behindChannel(spec, row, number),
        leads(those[number].map(({ id }) => id)),
      );
  }
  for (const row of await reasonReport(database, spec)) {
    const settled = history.stays.filter(
      (stay) =>
        within(stay.at, question) &&
        !stay.isMigration &&
        counts(history, question, stay.ownerId) &&
        isFrom(history, question, stay.customerId) &&
        under(question, stay.playbookId) &&
        stageOf(history, stay).outcome === row.outcome &&
        (stay.reason ?? 'NONE') === row.reason &&
        stay.playbookId === row.playbookId &&
        stay.from === row.stage &&
        stay.ownerId === row.userId &&
        history.customers.find(({ id }) => id === stay.customerId)!.sourceId === row.sourceId,
    );
    add(`reasons ${JSON.stringify(row)}`, behindReason(spec, row), idsOf(settled));
  }
  const owed = obligationsOf(history, question);
  add(
    'arm CUSTOMERS',
    behindArm(spec, 'CUSTOMERS'),
    customers(heldIn(history, question).map(({ subjectId }) => subjectId)),
  );
  add('arm DUE', behindArm(spec, 'DUE'), idsOf(owed));
  add('arm LEAKED', behindArm(spec, 'LEAKED'), idsOf(owed.filter(({ leaked }) => leaked)));
  add('arm WON', behindArm(spec, 'WON'), idsOf(winsOf(history, question)));
  return [...lists, ...(await stageLists(database, history, question, month))];
}

async function stageLists(
  database: Database,
  history: History,
  { reader }: Question,
  month: string,
): Promise<readonly Listed[]> {
  const review = await stageReview(database, reader, { month });
  const question = { reader, from: history.asOf, to: history.asOf };
  const now = monthsUpTo(history, month)[0]!;
  return review.stages.flatMap((row) => {
    const stage = history.stages.find(({ playbookId, code }) => playbookId === row.playbookId && code === row.stage)!;
    const left = leavingsOf(history, question, stage, now);
    const ids = {
      ENTERED: idsOf(entriesOf(history, question, stage, now)),
      LEFT: idsOf(left),
      FORWARD: idsOf(left.filter((stay) => leadsForward(history, stay))),
      OPEN: idsOf(openAt(history, question, stage, now.to)),
      REFUSED: idsOf(refusalsOf(history, question, stage, now)),
    };
    return (['ENTERED', 'LEFT', 'FORWARD', 'OPEN', 'REFUSED'] as const).map((number) => ({
      name: `stage ${row.stage} ${number}`,
      behind: behindStage(review, row, number),
      ids: ids[number],
    }));
  });
}

/** Who is listed, and how many that are said to be; by id. */
export async function listed(database: Database, { reader }: Question, { name, behind }: Listed) {
  const some = await customersBehind(database, reader, behind, { name, key: null }, { first: 100 });
  const others = await leadsBehind(database, reader, behind, { name, key: null }, { first: 100 });
  return {
    customers: some.nodes.map(({ id }) => id).sort(),
    leads: others.nodes.map(({ id }) => id).sort(),
    total: [await some.totalCount(), await others.totalCount()],
  };
}

/** Each once, as far as the reader sees them today. */
export function shouldBeListed(history: History, { reader }: Question, { ids }: Listed) {
  const seen = (all: Ids['customers'], isSeen: typeof seesCustomer) =>
    [...new Set(all)].filter((id): id is string => id !== null && isSeen(history, reader, id)).sort();
  const [some, others] = [seen(ids.customers, seesCustomer), seen(ids.leads, seesLead)];
  return { customers: some, leads: others, total: [some.length, others.length] };
}
