import { DateTime } from 'luxon';
import { accept } from '../domain/decision.js';
import type { ExportFormat, ExportList } from '../domain/file/export.js';
import { kindOfFile } from '../domain/file/kinds.js';
import { labelIn, type Label } from '../domain/message.js';
import type { Locale } from '../domain/people.js';
import { command } from './command.js';
import { newStorageKey } from './store/file-rows.js';

export interface OpenExport {
  readonly list: ExportList;
  readonly format: ExportFormat;
  readonly filter: unknown;
  readonly locale: Locale;
}

const NAMES: Readonly<Record<ExportList, Label>> = {
  LEADS: { 'zh-CN': '线索', en: 'Leads' },
  CUSTOMERS: { 'zh-CN': '客户', en: 'Customers' },
  FOLLOW_UPS: { 'zh-CN': '跟进', en: 'Follow-ups' },
};

/** The file that a list is saved to, before anything is in it: one whose writing breaks off is an orphan like any other. */
export const openExport = command('startExport', async (tx, { list, format, locale }: OpenExport, call) => {
  const { timeZone } = await tx.loadSettings();
  const day = DateTime.fromJSDate(call.now, { zone: timeZone }).toISODate();
  const id = call.newId('File');
  const name = `${labelIn(NAMES[list], locale)}-${day}.${format.toLowerCase()}`;
  const { contentType } = kindOfFile(name)!;
  const row = { id, name, contentType, size: '0', storageKey: newStorageKey(id), byId: call.by?.id ?? null };
  await tx.sql
    .insertInto('File')
    .values({ ...row, createdAt: call.now })
    .execute();
  return accept([], { fileId: id });
});
