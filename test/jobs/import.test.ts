import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createApiKey } from '../../commands/create-api-key.js';
import { createUpload } from '../../commands/create-upload.js';
import { updateCustomer } from '../../commands/update-customer.js';
import { captureLead } from '../../commands/capture-lead.js';
import { commandRunner, type Run } from '../../commands/command.js';
import { claimImport } from '../../commands/import/claim-import.js';
import { cancelImport, revertImport } from '../../commands/import/end-import.js';
import { revokeApiKey } from '../../commands/revoke-api-key.js';
import { startImport, type StartImport } from '../../commands/import/start-import.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { beginUpload, finishUpload } from '../../commands/receive-upload.js';
import type { FileStore } from '../../commands/store/file-store.js';
import { carryOutImports } from '../../jobs/import/carry-out-imports.js';
import { buildersOf } from '../support/builders.js';
import { aCustomField, FLOOR, withFields } from '../support/custom-fields.js';
import { aFileStore } from '../support/file-folder.js';
import { aHouse, type House } from '../support/house.js';
import { expectKept } from '../support/kept.js';
import { setAssignment } from '../support/leads.js';
import { asCsv, peopleTable } from '../support/people-table.js';
import { quiet } from '../support/quiet-log.js';
import { aWorkbook } from '../support/workbook.js';

interface Office extends House {
  readonly files: FileStore;
  readonly sourceId: string;
  /** An uploaded table. */
  file(bytes: string | Buffer, name?: string): Promise<string>;
  start(fileId: string, input?: Partial<StartImport>): Promise<string>;
  work(options?: { readonly run?: Run; readonly signal?: AbortSignal; readonly silentAfterMs?: number }): Promise<void>;
  importRun(id: string): Promise<Record<string, unknown>>;
}

async function anOffice(): Promise<Office> {
  const house = await aHouse();
  const { database, manager } = house;
  const files = await aFileStore();
  const sourceId = await buildersOf(house).aSource({ name: '展会名单', quality: 1, defaultTags: ['展会'] });
  return {
    ...house,
    files,
    sourceId,
    async file(content, name = '名单.csv') {
      const bytes = Buffer.from(content as string);
      const input = { name, contentType: 'application/octet-stream', size: bytes.length };
      const fileId = String((await house.as(manager, createUpload, input)).answer['fileId']);
      const { answer } = await house.as(null, beginUpload, { fileId });
      const storageKey = String(answer['storageKey']);
      await files.put(storageKey, Readable.from([bytes]), bytes.length);
      await house.as(null, finishUpload, { fileId, storageKey });
      return fileId;
    },
    async start(fileId, input = {}) {
      const { answer } = await house.as(manager, startImport, { fileId, kind: 'LEADS', sourceId, ...input });
      return String(answer['importId']);
    },
    work: (options = {}) =>
      carryOutImports({
        database,
        run: house.run,
        files,
        silentAfterMs: 30_000,
        signal: new AbortController().signal,
        log: quiet,
        ...options,
      }),
    importRun: (id) =>
      database.sql
        .selectFrom('ImportRun')
        .select(['status', 'total', 'done', 'created', 'duplicates', 'failed', 'error'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
  };
}

const count = async (
  { database: { sql: db } }: House,
  table: 'Lead' | 'Customer' | 'Touch' | 'ImportRow' | 'Event' | 'Identity',
) => {
  const { count } = await db.selectFrom(table).select(db.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  return Number(count);
};

const rowsOf = ({ database }: House, importId: string) =>
  database.sql
    .selectFrom('ImportRow')
    .select(['row', 'outcome', 'field', 'problem'])
    .where('importId', '=', importId)
    .orderBy('row')
    .execute();

test('2,000 rows with duplicates and bad ones end with exact counts, and can be taken back', async () => {
  const office = await anOffice();
  const table = peopleTable(2000);
  const importId = await office.start(await office.file(asCsv(table)));
  await office.work();
  const { created, duplicates, failed } = table;
  expect(await office.importRun(importId)).toEqual({
    status: 'DONE',
    total: 2000,
    done: 2000,
    created,
    duplicates,
    failed,
    error: null,
  });
  expect([created, duplicates, failed]).toEqual([1760, 200, 40]);
  expect(await count(office, 'Lead')).toBe(created);
  expect(await count(office, 'Touch')).toBe(created + duplicates);
  const lead = await office.database.sql.selectFrom('Lead').selectAll().orderBy('id').executeTakeFirstOrThrow();
  expect(lead).toMatchObject({ name: '王敏', phone: '+8613810000000', region: '上海', tags: ['展会', '老客户'] });

  const touched = { sourceId: office.sourceId, phone: '13810000000' };
  await office.as(null, captureLead, touched);
  await office.as(office.manager, revertImport, { importId });
  await office.work();
  expect(await office.importRun(importId)).toMatchObject({ status: 'REVERTED', created });
  const stillThere = await office.database.sql.selectFrom('Lead').select('phone').execute();
  expect(stillThere).toEqual([{ phone: '+8613810000000' }]);
  expect(await office.as(office.manager, revertImport, { importId })).toMatchObject({
    refusal: { code: 'ALREADY_CLOSED' },
  });
}, 60_000);

test('a dry run tells the same and changes nothing', async () => {
  const office = await anOffice();
  const table = peopleTable(200);
  const fileId = await office.file(asCsv(table));
  const importId = await office.start(fileId, { dryRun: true });
  await office.work();
  const { created, duplicates, failed } = table;
  expect(await office.importRun(importId)).toMatchObject({ status: 'DONE', done: 200, created, duplicates, failed });
  expect([await count(office, 'Lead'), await count(office, 'Touch')]).toEqual([0, 0]);
  const real = await office.start(fileId);
  await office.work();
  expect(await office.importRun(real)).toMatchObject({ status: 'DONE', created, duplicates, failed });
});

test('a worker that dies between two batches is followed by another, and no row counts twice', async () => {
  const office = await anOffice();
  const table = peopleTable(450);
  const importId = await office.start(await office.file(asCsv(table)));
  let batches = 0;
  const dying: Run = async (command, input, caller) => {
    if (command.name === 'importRows' && ++batches === 3) throw Object.assign(new Error('killed'), { code: '57P01' });
    if (command.name === 'leaveImport') throw new Error('killed');
    return office.run(command, input, caller);
  };
  await expect(office.work({ run: dying })).rejects.toThrow('killed');
  expect(await office.importRun(importId)).toMatchObject({ status: 'RUNNING', done: 200 });
  await office.work(); // too early: it may only be slow
  expect(await office.importRun(importId)).toMatchObject({ done: 200 });
  await office.work({ silentAfterMs: 0 });
  const { created, duplicates, failed } = table;
  expect(await office.importRun(importId)).toMatchObject({ status: 'DONE', done: 450, created, duplicates, failed });
  expect(await count(office, 'Lead')).toBe(created);
  expect(await count(office, 'ImportRow')).toBe(450);
});

test('a worker that was only slow stops when it finds that the rows went on without it', async () => {
  const office = await anOffice();
  const table = peopleTable(450);
  const importId = await office.start(await office.file(asCsv(table)));
  let batches = 0;
  const slow: Run = async (command, input, caller) => {
    if (command.name === 'importRows' && ++batches === 2) await office.work({ silentAfterMs: 0 });
    return office.run(command, input, caller);
  };
  await office.work({ run: slow });
  const { created } = table;
  expect(await office.importRun(importId)).toMatchObject({ status: 'DONE', done: 450, created });
  expect(await count(office, 'Lead')).toBe(created);
});

test('a row that breaks us is told as ours, and the others of its batch are taken in', async () => {
  const office = await anOffice();
  const importId = await office.start(await office.file(asCsv(peopleTable(40))));
  const broken: Run = (command, input, caller) => {
    const { rows = [], isBroken } = input as { rows?: { row: number }[]; isBroken?: boolean };
    if (command.name === 'importRows' && !isBroken && rows.some(({ row }) => row === 7)) throw new Error('poison');
    return office.run(command, input, caller);
  };
  await office.work({ run: broken });
  expect(await office.importRun(importId)).toMatchObject({ status: 'DONE', done: 40 });
  const failed = (await rowsOf(office, importId)).filter(({ outcome }) => outcome === 'FAILED');
  expect(failed).toEqual([
    { row: 7, outcome: 'FAILED', field: null, problem: { code: 'IMPORT_ROW_FAULT', params: {} } },
  ]);
});

test('cancelled in the middle, it keeps what is through and does no more', async () => {
  const office = await anOffice();
  const importId = await office.start(await office.file(asCsv(peopleTable(450))));
  let batches = 0;
  const cancelling: Run = async (command, input, caller) => {
    if (command.name === 'importRows' && ++batches === 2) await office.as(office.manager, cancelImport, { importId });
    return office.run(command, input, caller);
  };
  await office.work({ run: cancelling });
  expect(await office.importRun(importId)).toMatchObject({ status: 'CANCELLED', done: 100 });
  await office.work({ silentAfterMs: 0 });
  expect(await office.importRun(importId)).toMatchObject({ status: 'CANCELLED', done: 100 });
  expect(await office.as(office.manager, cancelImport, { importId })).toMatchObject({
    refusal: { code: 'ALREADY_CLOSED' },
  });
});

test('a worker that is stopped leaves the rest to the next at once', async () => {
  const office = await anOffice();
  const importId = await office.start(await office.file(asCsv(peopleTable(450))));
  const stopping = new AbortController();
  const run: Run = async (command, input, caller) => {
    const outcome = await office.run(command, input, caller);
    if (command.name === 'importRows') stopping.abort();
    return outcome;
  };
  await office.work({ run, signal: stopping.signal });
  expect(await office.importRun(importId)).toMatchObject({ status: 'RUNNING', done: 100 });
  await office.work();
  expect(await office.importRun(importId)).toMatchObject({ status: 'DONE', done: 450 });
});

test('customers are created as if typed in: with their owners, none twice, and taken back only where left alone', async () => {
  const office = await anOffice();
  const { database, lin, manager, run } = office;
  await database.sql.updateTable('User').set({ email: 'lin@example.com' }).where('id', '=', lin.id).execute();
  const table = [
    ['客户名称', '公司', '电话', '意向', '负责人', '备注'],
    ['周敏', '上海建材有限公司', '13800138000', '高', 'lin@example.com', 'x'],
    ['吴强', '', '13800138001', '', '', ''],
    ['吴强', '', '+86 138-0013-8001', '', '', ''],
    ['郑丽', '', '', '', '', ''],
    ['冯雪', '', '13800138002', '很高', '', ''],
    ['陈默', '', '13800138003', '', 'nobody@example.com', ''],
    ['', '', '13800138004', '', '', ''],
  ];
  const importId = await office.start(await office.file(await aWorkbook(table), '客户.xlsx'), { kind: 'CUSTOMERS' });
  await office.work();
  expect(await office.importRun(importId)).toMatchObject({
    status: 'DONE',
    total: 7,
    created: 2,
    duplicates: 1,
    failed: 4,
  });
  expect(
    (await rowsOf(office, importId)).map(({ row, outcome, field, problem }) => [row, outcome, field, problem?.code]),
  ).toEqual([
    [2, 'CREATED', null, undefined],
    [3, 'CREATED', null, undefined],
    [4, 'DUPLICATE', null, undefined],
    [5, 'FAILED', '电话', 'UNMET_CONTACT_METHOD'],
    [6, 'FAILED', '意向', 'IMPORT_UNKNOWN_INTENT'],
    [7, 'FAILED', '负责人', 'IMPORT_UNKNOWN_OWNER'],
    [8, 'FAILED', '客户名称', 'IMPORT_NAME_MISSING'],
  ]);
  const customers = await database.sql
    .selectFrom('Customer')
    .select(['name', 'ownerId', 'intent', 'sourceId'])
    .orderBy('id')
    .execute();
  expect(customers).toEqual([
    { name: '周敏', ownerId: lin.id, intent: 'HIGH', sourceId: office.sourceId },
    { name: '吴强', ownerId: null, intent: 'UNKNOWN', sourceId: office.sourceId },
  ]);

  const { id: customerId } = await database.sql
    .selectFrom('Customer')
    .select('id')
    .where('name', '=', '周敏')
    .executeTakeFirstOrThrow();
  await run(updateCustomer, { customerId, version: 1, need: '岩棉板' }, { by: lin });
  await office.as(manager, revertImport, { importId });
  await office.work();
  expect((await database.sql.selectFrom('Customer').select('name').execute()).map(({ name }) => name)).toEqual([
    '周敏',
  ]);
  await expectKept(database);
  expect(
    (await rowsOf(office, importId)).filter(({ outcome }) => outcome === 'REVERTED').map(({ row }) => row),
  ).toEqual([3]);
});

test('formulas and errors in imported columns are told, elsewhere they don’t matter; numbers are read as people see them', async () => {
  const office = await anOffice();
  const table = [
    ['姓名', '手机号', '算出来的'],
    ['周敏', 13800138000, { f: 'A2&B2', v: '周敏13800138000' }],
    ['吴强', { f: 'B2+1', v: '13800138001' }, ''],
    [{ e: '#REF!' }, 13800138002, ''],
    ['郑丽', '1.3800138003E10', ''],
  ];
  const importId = await office.start(await office.file(await aWorkbook(table), '名单.xlsx'));
  await office.work();
  expect(
    (await rowsOf(office, importId)).map(({ row, outcome, field, problem }) => [row, outcome, field, problem?.code]),
  ).toEqual([
    [2, 'CREATED', null, undefined],
    [3, 'FAILED', '手机号', 'IMPORT_FORMULA'],
    [4, 'FAILED', '姓名', 'IMPORT_CELL_ERROR'],
    [5, 'FAILED', '手机号', 'NOT_A_PHONE'],
  ]);
});

test('GB18030, quotation marks over several lines and semicolons are read as Excel wrote them', async () => {
  const office = await anOffice();
  const gb = Buffer.concat([
    Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x3b, 0xca, 0xd6, 0xbb, 0xfa, 0xba, 0xc5, 0x3b, 0xb1, 0xb8, 0xd7, 0xa2]), // 姓名;手机号;备注
    Buffer.from('\r\n"'),
    Buffer.from([0xd6, 0xdc, 0xc3, 0xf4]), // 周敏
    Buffer.from('";13800138000;"a\r\nb; ""c"""\r\n;;\r\n'),
    Buffer.from([0xce, 0xe2, 0xc7, 0xbf]), // 吴强
    Buffer.from(';13800138001;\r\n'),
  ]);
  const importId = await office.start(await office.file(gb));
  await office.work();
  expect((await rowsOf(office, importId)).map(({ row, outcome }) => [row, outcome])).toEqual([
    [2, 'CREATED'],
    [4, 'CREATED'],
  ]);
  const leads = await office.database.sql.selectFrom('Lead').select(['name', 'message']).orderBy('id').execute();
  expect(leads).toEqual([
    { name: '周敏', message: 'a\r\nb; "c"' },
    { name: '吴强', message: null },
  ]);
});

test('C13: own fields are found by their names, read by their types, told by their columns, and follow to the customer', async () => {
  const office = await anOffice();
  await withFields(office, [aCustomField(), FLOOR]);
  const bad = '孙,13800138002,很多,木地板';
  const csv = `姓名,手机号,人数（人）,地面\n周敏,13800138000,"1,200",瓷砖\n吴强,13800138001,,\n${bad}\n`;
  const importId = await office.start(await office.file(csv));
  await office.work();
  expect(
    (await rowsOf(office, importId)).map(({ row, outcome, field, problem }) => [row, outcome, field, problem?.code]),
  ).toEqual([
    [2, 'CREATED', null, undefined],
    [3, 'CREATED', null, undefined],
    [4, 'FAILED', '人数（人）', 'CUSTOM_FIELD_NOT_A_NUMBER'],
  ]);
  const leads = await office.database.sql.selectFrom('Lead').select(['id', 'customFields']).orderBy('id').execute();
  expect(leads.map(({ customFields }) => customFields)).toEqual([{ size: 1200 }, {}]);
  await office.as(office.manager, qualifyLead, { leadId: leads[0]!.id });

  const mapping = { 客户: 'name', 电话: 'phone', a: 'customFields.size', b: 'customFields.floor' };
  const table = await office.file('客户,电话,a,b\n郑丽,13900139001,7,Wood\n王芳,13900139002,8,大理石\n', '客户.csv');
  const second = await office.start(table, { kind: 'CUSTOMERS', sourceId: null, mapping });
  await office.work();
  expect((await rowsOf(office, second)).map(({ outcome, field }) => [outcome, field])).toEqual([
    ['CREATED', null],
    ['FAILED', 'b'],
  ]);
  const customers = office.database.sql.selectFrom('Customer').select(['name', 'customFields']).orderBy('id');
  expect(await customers.execute()).toEqual([
    { name: '周敏', customFields: { size: 1200 } },
    { name: '郑丽', customFields: { size: 7, floor: 'WOOD' } },
  ]);
  for (const field of ['customFields.floor', 'customFields.colour'])
    await expect(office.start(table, { mapping: { b: field } })).rejects.toMatchObject({ field: 'mapping' });
});

test('columns go where the mapping says; what is mapped nowhere stays with the touch', async () => {
  const office = await anOffice();
  const fileId = await office.file('甲,乙,丙\n周敏,13800138000,老客户介绍\n');
  const importId = await office.start(fileId, { mapping: { 甲: 'name', 乙: 'phone' } });
  await office.work();
  expect(await office.importRun(importId)).toMatchObject({ status: 'DONE', created: 1 });
  const touch = await office.database.sql.selectFrom('Touch').select('payload').executeTakeFirstOrThrow();
  expect(touch.payload).toEqual({ 丙: '老客户介绍' });
});

test.each([
  ['columns that nobody recognises', 'a1,b1\n1,2\n', '名单.csv', {}, 'IMPORT_NO_COLUMNS'],
  [
    'a mapped column that is not there',
    '姓名\n周敏\n',
    '名单.csv',
    { mapping: { 电话: 'phone' } },
    'IMPORT_COLUMN_MISSING',
  ],
  ['a header alone', '姓名,电话\n', '名单.csv', {}, 'IMPORT_EMPTY'],
  ['nothing', '\n', '名单.csv', {}, 'IMPORT_EMPTY'],
  ['no archive', 'PK no archive', '名单.xlsx', {}, 'IMPORT_UNREADABLE'],
] as const)('%s fails the import as a whole, and changes nothing', async (_, content, name, input, code) => {
  const office = await anOffice();
  const importId = await office.start(await office.file(content, name), input);
  await office.work();
  const run = await office.importRun(importId);
  expect(run).toMatchObject({ status: 'FAILED', done: 0 });
  expect(JSON.parse(String(run['error']))).toMatchObject({ code });
});

test.each([
  [
    'a quotation mark that is never closed',
    Buffer.from(`姓名,电话\n周敏,13800138000\n"${'x'.repeat(400_000)}`),
    '名单.csv',
  ],
  ['a sheet that unpacks to a gigabyte of one text', 'bomb', '名单.xlsx'],
  ['entities that unfold', 'entities', '名单.xlsx'],
])('%s can’t be read, and stops before the first row', async (_, content, name) => {
  const office = await anOffice();
  const bytes =
    content === 'bomb'
      ? await aWorkbook([], {
          'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row><c t="inlineStr"><is><t>${'x'.repeat(30_000_000)}</t></is></c></row></sheetData></worksheet>`,
        })
      : content === 'entities'
        ? await aWorkbook([], {
            'xl/worksheets/sheet1.xml': `<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>`,
          })
        : content;
  const importId = await office.start(await office.file(bytes, name));
  await office.work();
  expect(await office.importRun(importId)).toMatchObject({ status: 'FAILED', created: 0 });
  expect(await count(office, 'Lead')).toBe(0);
});

test('whoever loses the right to run imports has none that goes on', async () => {
  const office = await anOffice();
  const importId = await office.start(await office.file(asCsv(peopleTable(5))));
  await office.database.sql.updateTable('User').set({ role: 'SALES' }).where('id', '=', office.manager.id).execute();
  await office.work();
  const run = await office.importRun(importId);
  expect(JSON.parse(String(run['error']))).toMatchObject({ code: 'IMPORT_RIGHT_LOST' });
});

test('each import is taken by one worker, the longest waiting first', async () => {
  const office = await anOffice();
  const fileId = await office.file(asCsv(peopleTable(5)));
  const [first, second] = [await office.start(fileId), await office.start(fileId)];
  const claim = async () =>
    (await commandRunner(office.database, () => undefined)(claimImport, { silentAfterMs: 30_000 }, { by: null }))
      .answer['importId'];
  expect([await claim(), await claim(), await claim()]).toEqual([first, second, null]);
});

test('L7: rows find the owners that they would have found one by one: in turn, by company, under the cap', async () => {
  const people = Array.from({ length: 60 }, (_, index) => ({
    name: `客户${index}`,
    phone: `138${String(20_000_000 + (index % 9 === 8 ? index - 4 : index))}`,
    company: index % 4 === 0 ? `晨光${index % 3}建材` : `独立${index}厂`,
    productInterest: index % 7 === 6 ? null : '岩棉板',
  }));
  const ownersOf = async ({ database, lin }: House) => {
    const leads = await database.sql.selectFrom('Lead').select(['name', 'ownerId']).orderBy('phone').execute();
    return leads.map(({ name, ownerId }) => [name, ownerId && (ownerId === lin.id ? '林' : '王')]);
  };
  const single = await anOffice();
  await setAssignment(single, { capPerPerson: 25 });
  for (const person of people) await single.as(null, captureLead, { sourceId: single.sourceId, ...person });
  const expected = await ownersOf(single);

  const office = await anOffice();
  await setAssignment(office, { capPerPerson: 25 });
  const rows = people.map(({ name, phone, company, productInterest }) => [name, phone, company, productInterest ?? '']);
  const fileId = await office.file(asCsv({ header: ['姓名', '手机号', '公司名称', '意向产品'], rows }));
  await office.start(fileId);
  await office.work();
  expect(await ownersOf(office)).toEqual(expected);
  expect(new Set(expected.map(([, owner]) => owner))).toEqual(new Set(['林', '王', null]));
});

test('N4: an import whose leads nobody can take tells the team lead by one card, a few times and not once per row', async () => {
  const office = await anOffice();
  await setAssignment(office, { capPerPerson: 0 });
  const rows = Array.from(
    { length: 250 },
    (_, n) => `客户${n},1390000${String(n).padStart(4, '0')},岩棉板,华美建材${n}`,
  );
  await office.start(await office.file(['姓名,手机,意向产品,公司', ...rows].join('\n')));
  await office.work();
  const { rows: cards } = await office.database.pool.query(`select "recipientId", title from "Notification"`);
  expect(cards).toMatchObject([
    { recipientId: office.teamLead.id, title: { params: { count: 250, name: '客户249' } } },
  ]);
  const { rows: told } = await office.database.pool.query(`select 1 from "Event" where type = 'NOTIFIED'`);
  expect(told).toHaveLength(3);
});

test('a program’s imports go on for as long as its key holds', async () => {
  const office = await anOffice();
  const { answer } = await office.as(office.admin, createApiKey, {
    name: '同步程序',
    role: 'MANAGER',
    scopes: ['write'],
  });
  const apiKeyId = String(answer['apiKeyId']);
  const doer = office.database.sql.selectFrom('User').select('id').where('apiKeyId', '=', apiKeyId);
  const byTheKey = async () => {
    const importId = await office.start(await office.file(asCsv(peopleTable(5))));
    const { id: byId } = await doer.executeTakeFirstOrThrow();
    await office.database.sql.updateTable('ImportRun').set({ byId }).where('id', '=', importId).execute();
    await office.work();
    return office.importRun(importId);
  };
  expect(await byTheKey()).toMatchObject({ status: 'DONE', done: 5 });
  await office.as(office.admin, revokeApiKey, { apiKeyId });
  expect(JSON.parse(String((await byTheKey())['error']))).toMatchObject({ code: 'IMPORT_RIGHT_LOST' });
});
