import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { SaxesTagPlain } from 'saxes';
import { open, type Entry, type Options, type ZipFile } from 'yauzl';
import type { Cell, SheetRow } from '../../domain/import/read-row.js';
import { Unreadable } from './unreadable.js';
import { localName, walkXml, type Tag } from './walk-xml.js';

/** What a small archive may unpack to. The sheet is only ever looked at piece by piece; the texts it shares are kept. */
const MOST_SHEET_BYTES = 1024 ** 3;
const MOST_TEXT_BYTES = 96 * 1024 ** 2;
const MOST_SMALL_BYTES = 4 * 1024 ** 2;
const MOST_ENTRIES = 2000;

/** Excel's own bounds for a cell and a sheet; columns beyond these belong to no table of people. */
const LONGEST_CELL = 32_767;
const LAST_ROW = 1_048_576;
const MOST_COLUMNS = 200;

/** The rows of a workbook's first sheet, read as they come, from an archive of which nothing is unpacked as a whole. */
export async function* xlsxRows(path: string): AsyncGenerator<SheetRow> {
  const zip = await opened(path);
  try {
    const entries = await entriesOf(zip);
    const sheet = entries.get(await firstSheet(zip, entries));
    if (!sheet) throw new Unreadable('sheet1.xml');
    const texts = await sharedTexts(zip, entries.get('xl/sharedStrings.xml'));
    yield* rowsOf(await contentOf(zip, sheet, MOST_SHEET_BYTES), texts);
  } finally {
    zip.close();
  }
}

async function opened(path: string): Promise<ZipFile> {
  const openZip = promisify<string, Options, ZipFile>(open);
  return openZip(path, { lazyEntries: true, autoClose: false }).catch((error: Error) => {
    throw new Unreadable(error.message);
  });
}

type Entries = ReadonlyMap<string, Entry>;

function entriesOf(zip: ZipFile): Promise<Entries> {
  if (zip.entryCount > MOST_ENTRIES) throw new Unreadable(`${zip.entryCount} entries`);
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error: Error) => reject(new Unreadable(error.message)));
    zip.readEntry();
  });
}

/** Unpacked as it is read; the archive's own word about its size is held against what really comes. */
async function contentOf(zip: ZipFile, entry: Entry, most: number): Promise<Readable> {
  if (entry.uncompressedSize > most) throw new Unreadable(`${entry.fileName}: ${entry.uncompressedSize} bytes`);
  if (entry.isEncrypted()) throw new Unreadable('encrypted');
  const openEntry = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  return openEntry(entry).catch((error: Error) => {
    throw new Unreadable(error.message);
  });
}

async function firstSheet(zip: ZipFile, entries: Entries): Promise<string> {
  const [workbook, links] = [entries.get('xl/workbook.xml'), entries.get('xl/_rels/workbook.xml.rels')];
  if (!workbook || !links) throw new Unreadable('xl/workbook.xml');
  let id: string | undefined;
  for await (const { open: tag } of walkXml(await contentOf(zip, workbook, MOST_SMALL_BYTES)))
    if (tag && localName(tag) === 'sheet') id ??= attribute(tag, 'id');
  for await (const { open: tag } of walkXml(await contentOf(zip, links, MOST_SMALL_BYTES)))
    if (id !== undefined && tag?.attributes['Id'] === id) return inWorkbook(tag.attributes['Target'] ?? '');
  throw new Unreadable('xl/_rels/workbook.xml.rels');
}

const inWorkbook = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);

/** By its name without the prefix, which programs choose freely. */
const attribute = ({ attributes }: SaxesTagPlain, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key !== 'sheetId' && key.replace(/^.*:/, '') === name)?.[1];

/** The texts that cells refer to by number. */
async function sharedTexts(zip: ZipFile, entry: Entry | undefined): Promise<readonly string[]> {
  if (!entry) return [];
  const texts: string[] = [];
  const text = new TextOf('si');
  for await (const step of walkXml(await contentOf(zip, entry, MOST_TEXT_BYTES))) {
    const whole = text.take(step);
    if (whole !== null) texts.push(whole);
  }
  return texts;
}

/** Collects what a person reads of an element: its runs one after the other, without how they are pronounced. */
class TextOf {
  private text = '';
  private isInside = false;
  private isText = false;
  private isPhonetic = false;

  constructor(private readonly element: string) {}

  /** The whole text once the element ends. */
  take({ open: tag, text, close }: Tag): string | null {
    if (tag) this.enter(localName(tag));
    if (text !== undefined && this.isText && !this.isPhonetic && this.text.length <= LONGEST_CELL) this.text += text;
    return close ? this.leave(localName(close)) : null;
  }

  private enter(name: string): void {
    if (name === this.element) [this.text, this.isInside] = ['', true];
    if (name === 'rPh') this.isPhonetic = true;
    if (name === 't') this.isText = this.isInside;
  }

  private leave(name: string): string | null {
    if (name === 't') this.isText = false;
    if (name === 'rPh') this.isPhonetic = false;
    if (name !== this.element) return null;
    this.isInside = false;
    return this.text;
  }
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  value: string;
  formula: string | null;
}

async function* rowsOf(sheet: Readable, texts: readonly string[]): AsyncGenerator<SheetRow> {
  const inline = new TextOf('is');
  let row = 0;
  let cells: Cell[] = [];
  let cell: OpenCell | null = null;
  let inside: string | null = null;
  for await (const step of walkXml(sheet)) {
    const whole = inline.take(step);
    if (whole !== null && cell) cell.value = whole;
    const { open: tag, text, close } = step;
    if (tag) {
      inside = localName(tag);
      if (inside === 'row') [row, cells] = [rowNumber(tag, row), []];
      if (inside === 'c') cell = openCell(tag, cells.length);
      if (inside === 'f' && cell) cell.formula = '';
    }
    if (text !== undefined && cell && cell.value.length <= LONGEST_CELL) {
      if (inside === 'v') cell.value += text;
      if (inside === 'f') cell.formula += text;
    }
    if (!close) continue;
    inside = null;
    if (localName(close) === 'c' && cell) {
      if (cell.column < MOST_COLUMNS) put(cells, cell, texts);
      cell = null;
    }
    if (localName(close) === 'row' && cells.some((one) => typeof one !== 'string' || one.trim() !== ''))
      yield { row, cells };
  }
}

function rowNumber({ attributes }: SaxesTagPlain, before: number): number {
  const row = attributes['r'] === undefined ? before + 1 : Number(attributes['r']);
  if (!Number.isInteger(row) || row <= before || row > LAST_ROW) throw new Unreadable(`row ${attributes['r']}`);
  return row;
}

function openCell({ attributes }: SaxesTagPlain, next: number): OpenCell {
  const letters = /^[A-Z]{1,3}/.exec(attributes['r'] ?? '')?.[0];
  const column = letters ? [...letters].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1 : next;
  return { column, type: attributes['t'] ?? 'n', value: '', formula: null };
}

function put(cells: Cell[], cell: OpenCell, texts: readonly string[]): void {
  while (cells.length < cell.column) cells.push('');
  cells[cell.column] = cellOf(cell, texts);
}

function cellOf({ type, value, formula }: OpenCell, texts: readonly string[]): Cell {
  if (formula !== null) return { formula };
  if (type === 'e') return { error: value };
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  return type === 'n' ? plainNumber(value) : value;
}

/** Phone numbers are often numbers in a sheet, and long ones stand there as 1.38E10. */
function plainNumber(value: string): string {
  const number = Number(value);
  return /e/i.test(value) && Number.isSafeInteger(number) ? number.toFixed(0) : value;
}
