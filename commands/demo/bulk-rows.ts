import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '../store/open-database.js';
import type { Row } from './book.js';
import { Repeated, TX_MARK, type Twins } from './repeated.js';

export type Rows = ReadonlyMap<string, readonly Row[]>;

/** Tables in an order in which each comes after those that it refers to. */
export const TABLES = [
  'Customer',
  'Lead',
  'Touch',
  'Identity',
  'StageVisit',
  'RefusedMove',
  'Tenure',
  'FollowUp',
  'File',
  'Quote',
  'Contract',
  'Deal',
  'Instalment',
  'Payment',
  'DealDelivery',
  'ChecklistItem',
  'Claim',
  'LeadClaim',
  'Approval',
  'Deadline',
  'Notification',
  'Event',
] as const;
type Table = (typeof TABLES)[number];

/** Many rows on their way into the database. */
export interface Bulk {
  /** Rows that wait, roughly. */
  readonly size: number;
  take(rows: Rows, repeats: number): void;
  /** Writes what has been taken until now; more may be taken meanwhile. */
  write(): Promise<void>;
}

/** By COPY on a server; else as JSON, as the embedded database has no COPY over its one door. */
export async function bulkInto(database: Database, twins: Twins): Promise<Bulk> {
  const columns = await columnsByTable(database);
  return database.embedded ? new JsonBulk(database, columns) : new CopyBulk(database, columns, twins);
}

export type Kind = 'JSON' | 'ARRAY' | 'PLAIN';
/** By name. */
export type Columns = ReadonlyMap<string, Kind>;

async function columnsByTable({ sql: db }: Database): Promise<ReadonlyMap<string, Columns>> {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select table_name as table, column_name as column, udt_name as type from information_schema.columns
    where table_schema = 'public' order by ordinal_position`.execute(db);
  const tables = new Map<string, Map<string, Kind>>();
  for (const { table, column, type } of rows) {
    const kind = type === 'jsonb' ? 'JSON' : type.startsWith('_') ? 'ARRAY' : 'PLAIN';
    tables.set(table, (tables.get(table) ?? new Map<string, Kind>()).set(column, kind));
  }
  return tables;
}

/** Those that the rows of a table name; the others keep what the database gives them. */
class Named {
  private readonly known = new Map<string, Columns>();

  constructor(private readonly columns: ReadonlyMap<string, Columns>) {}

  of(table: string, row?: Row): Columns {
    const there = this.known.get(table);
    if (there) return there;
    const named = new Map([...this.columns.get(table)!].filter(([name]) => name in row!));
    this.known.set(table, named);
    return named;
  }
}

/** What waits, by table; each life's part is kept as it is written. */
class Waiting<Part> {
  size = 0;
  private parts = new Map<string, Part[]>();

  add(table: string, part: Part, rows: number): void {
    if (!(TABLES as readonly string[]).includes(table)) throw new Error(`Rows of ${table} have no place in the order`);
    const there = this.parts.get(table) ?? [];
    there.push(part);
    this.parts.set(table, there);
    this.size += rows;
  }

  /** In the order in which they are written; from here on something else waits. */
  taken(): readonly (readonly [Table, readonly Part[]])[] {
    const { parts } = this;
    this.parts = new Map();
    this.size = 0;
    return TABLES.flatMap((table) => (parts.has(table) ? [[table, parts.get(table)!] as const] : []));
  }
}

class JsonBulk implements Bulk {
  private readonly waiting = new Waiting<readonly Row[]>();
  private readonly named: Named;

  constructor(
    private readonly database: Database,
    columns: ReadonlyMap<string, Columns>,
  ) {
    this.named = new Named(columns);
  }

  get size(): number {
    return this.waiting.size;
  }

  take(rows: Rows, repeats: number): void {
    if (repeats > 1) throw new Error('Lives are repeated on a server only');
    for (const [table, given] of rows) if (given.length > 0) this.waiting.add(table, given, given.length);
  }

  async write(): Promise<void> {
    for (const [table, parts] of this.waiting.taken()) await this.insert(table, parts.flat());
  }

  private async insert(table: string, rows: readonly Row[]): Promise<void> {
    const names = sql.join([...this.named.of(table, rows[0]).keys()].map((name) => sql.ref(name)));
    for (let from = 0; from < rows.length; from += JSON_AT_ONCE) {
      const json = JSON.stringify(rows.slice(from, from + JSON_AT_ONCE));
      await sql`insert into ${sql.table(table)} (${names})
        select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${json}::jsonb)`.execute(
        this.database.sql,
      );
    }
  }
}

const JSON_AT_ONCE = 2_000;

class CopyBulk implements Bulk {
  private readonly waiting = new Waiting<string>();
  private readonly named: Named;

  constructor(
    private readonly database: Database,
    columns: ReadonlyMap<string, Columns>,
    private readonly twins: Twins,
  ) {
    this.named = new Named(columns);
  }

  get size(): number {
    return this.waiting.size;
  }

  take(rows: Rows, repeats: number): void {
    for (const [table, given] of rows) {
      if (given.length === 0) continue;
      const text = linesOf(this.named.of(table, given[0]), given);
      const repeated = new Repeated(text, this.twins);
      for (let time = 0; time < repeats; time += 1) this.waiting.add(table, repeated.again(time), given.length);
    }
  }

  async write(): Promise<void> {
    for (const [table, parts] of this.waiting.taken()) await this.copy(table, parts);
  }

  private async copy(table: string, parts: readonly string[]): Promise<void> {
    const names = [...this.named.of(table).keys()].map((name) => `"${name}"`).join(', ');
    const client = await this.database.pool.connect();
    try {
      const into = client.query(copyFrom(`copy "${table}" (${names}) from stdin`));
      await pipeline(Readable.from(inPieces(parts), { objectMode: false }), into);
    } finally {
      client.release();
    }
  }
}

const PIECE = 2 ** 18;

function* inPieces(parts: readonly string[]): Generator<Buffer> {
  let piece: string[] = [];
  let length = 0;
  for (const part of parts) {
    piece.push(part);
    length += part.length;
    if (length < PIECE) continue;
    yield Buffer.from(piece.join(''));
    piece = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(piece.join(''));
}

/** Rows in COPY's text format, ready to be repeated. */
function linesOf(columns: Columns, rows: readonly Row[]): string {
  const kinds = [...columns];
  let lines = '';
  for (const row of rows) {
    let separator = '';
    for (const [name, kind] of kinds) {
      lines += separator + (name === 'tx' ? TX_MARK : '') + fieldOf(row[name], kind);
      separator = '\t';
    }
    lines += '\n';
  }
  return lines;
}

function fieldOf(value: unknown, kind: Kind): string {
  if (value === null || value === undefined) return '\\N';
  if (kind === 'JSON') return escaped(JSON.stringify(value));
  if (kind === 'ARRAY') return escaped(arrayOf(value as readonly (string | Date)[]));
  if (typeof value === 'string') return escaped(value);
  return value instanceof Date ? value.toISOString() : `${value as number | boolean}`;
}

const arrayOf = (values: readonly (string | Date)[]): string =>
  `{${values.map((value) => JSON.stringify(value)).join(',')}}`;

const SPECIAL = /[\\\t\n\r]/;
const EACH_SPECIAL = new RegExp(SPECIAL, 'g');
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (one) => ESCAPES[one]!) : text;
