import type { Change, Changes } from '../../domain/change.js';
import { add } from '../../domain/change.js';
import { settleLogEpoch } from '../../commands/store/event-log.js';
import { record } from '../../commands/store/record.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Playbook } from '../../domain/playbook/playbook.js';
import { seedSettings } from './house.js';
import { EAST, NOW, PEOPLE, POOLS, WANG, GAO } from './files.js';
import type { Life } from './lived-on-time.js';

/** The company in which lives are led on paper, in an empty database. */
export async function aPaperHouse(database: Database, playbook: Playbook, pools = POOLS): Promise<void> {
  await settleLogEpoch(database.sql);
  await seedSettings(database);
  await aPaperCompany(database, playbook, pools);
}

/** The same beside what is there already. */
export async function aPaperCompany({ sql }: Database, playbook: Playbook, pools = POOLS): Promise<void> {
  const { id, key, version, definition } = playbook;
  const published = { id, key, version, definition: JSON.stringify(definition), publishedAt: NOW };
  await sql.insertInto('Playbook').values(published).execute();
  const teams = [EAST.id, 'team_west'].map((team) => ({ id: team, name: team, playbookId: id, createdAt: NOW }));
  await sql.insertInto('Team').values(teams).execute();
  const people = [...PEOPLE, WANG, GAO].map(({ ledTeamIds: _, onLeaveUntil: __, delegateId: ___, ...person }) => ({
    ...person,
    name: person.id,
    locale: 'ZH_CN' as const,
    createdAt: NOW,
  }));
  await sql.insertInto('User').values(people).execute();
  await sql.updateTable('Team').set({ leadId: EAST.leadId }).where('id', '=', EAST.id).execute();
  const rows = pools.map(({ teamIds: _, rules, ...pool }) => ({ ...pool, rules: JSON.stringify(rules) }));
  await sql.insertInto('Pool').values(rows).execute();
  const source = {
    id: 'src_site',
    name: '官网',
    channel: 'WEBSITE',
    quality: 50,
    keyHash: 'x',
    createdAt: NOW,
    allowedOrigins: [],
    defaultTags: [],
  };
  await sql.insertInto('Source').values(source).execute();
}

/** Writes a life down as it was led, each act in its transaction, as somebody of this id. */
export async function storeLife({ sql }: Database, life: Life, customerId: string): Promise<void> {
  const write = (changes: Changes, actorId: string | null, now: Date) =>
    sql.transaction().execute(async (trx) => {
      const own = renamed(changes, customerId) as Changes;
      const files = own.flatMap((change) => ('add' in change && change.add === 'Contract' ? [change.row.fileId] : []));
      for (const id of files)
        await trx
          .insertInto('File')
          .values({ id, name: '合同.pdf', contentType: 'application/pdf', size: '1', storageKey: id, createdAt: now })
          .execute();
      await record(trx, own, { actorId, now, ordinals: { next: 0 } });
    });
  await write(begun(life), null, NOW);
  for (const { call, changes } of life.writings) await write(changes, call.by?.id ?? null, call.now);
}

function begun({ start }: Life): Changes {
  const rows: Change[] = [add('Customer', start.customer)];
  if (start.visit) rows.push(add('StageVisit', start.visit));
  rows.push(
    ...start.followUps.map((row) => add('FollowUp', row)),
    ...start.deadlines.map((row) => add('Deadline', row)),
  );
  return rows;
}

/** Lives on paper are all of one customer. */
function renamed(value: unknown, id: string): unknown {
  if (typeof value === 'string') return value === 'cus_zhou' ? id : value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, id));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, id)]));
}
