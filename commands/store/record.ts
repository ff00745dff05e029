import { sql, type OperationNodeSource, type RawBuilder, type Transaction } from 'kysely';
import type { Change, Changes, NewEvent, RecordName } from '../../domain/change.js';
import type { Identity } from '../../domain/lead/identity.js';
import type { Moved } from '../../domain/merge/merge.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { encodeCursor } from './cursor.js';
import { TX_NUMBER } from './event-log.js';
import { moveRows } from './merged-rows.js';
import { keptAfter } from './kept.js';
import { tenures } from './tenures.js';

type Row = Record<string, unknown>;
type Sql = Transaction<DB>;

/** Who did it and when, for every event of the change. */
export interface Author {
  readonly actorId: string | null;
  readonly now: Date;
  /** Where the transaction's events go on: a command may write several decisions. */
  readonly ordinals: Ordinals;
}

/** How many events a transaction has written so far. */
export interface Ordinals {
  next: number;
}

/** Writes everything a decision asks for in a few statements, and answers the log's position after it: null when nothing was written. */
export async function record(db: Sql, changes: Changes, author: Author): Promise<string | null> {
  const first = author.ordinals.next;
  const written = sorted(changes, first);
  const { added, patched, identities, events, others, moves, toldAnew } = written;
  const { Deadline = [], Approval = [], ...rest } = Object.fromEntries(added) as Partial<Record<RecordName, Row[]>>;
  const parts = [
    ...updates(db, patched),
    ...inserts(db, rest),
    ...knownBy(db, identities),
    ...tenures({ added, patched, events }, author.now),
  ];
  const tx = await writeAndLog(db, parts, events, author);
  const kept = keptAfter(written);
  const isAllThere = others.length === 0 && moves.length === 0;
  // A timer or a request may take the place of one that the statement before ended.
  await writeTogether(db, inserts(db, { Deadline, Approval }), isAllThere ? kept : null);
  if (tx !== null) await standAnew(db, tx, toldAnew);
  await moveRows(db, moves);
  for (const other of others) await other(db);
  if (!isAllThere) await writeTogether(db, [], kept);
  author.ordinals.next = first + events.length;
  return tx === null ? null : encodeCursor({ tx, ordinal: first + events.length - 1 });
}

/** What a decision writes, by where it goes. */
export interface Sorted {
  readonly added: Map<RecordName, Row[]>;
  readonly patched: Map<RecordName, Map<string, Row>>;
  /** Of new rows; those of rows that were there already are compared first. */
  readonly identities: IdentityRow[];
  readonly events: NewEvent[];
  /** The place of its first event. */
  readonly first: number;
  readonly others: ((db: Sql) => Promise<void>)[];
  readonly moves: Moved[];
  /** Cards that say something new, with the place of the event that tells so. */
  readonly toldAnew: Map<string, number>;
}

/** New rows and patches by table; a patch of a new row becomes part of it, patches of one row become one. */
export function sorted(changes: Changes, first: number): Sorted {
  const into: Sorted = {
    added: new Map(),
    patched: new Map(),
    identities: [],
    events: [],
    first,
    others: [],
    moves: [],
    toldAnew: new Map(),
  };
  const fresh = new Map<string, Row>();
  for (const change of changes) {
    if ('event' in change) into.events.push(change.event);
    else if ('add' in change) fresh.set(change.row.id, addTo(into, change.add, { ...change.row }));
    else if ('set' in change) patch(into, fresh, change.set, change.id, change.to);
    else if ('identities' in change && fresh.has(change.of.customerId ?? change.of.leadId!))
      into.identities.push(...change.identities.map((one) => identityRow(one, change.of)));
    else if ('identities' in change) into.others.push((db) => replaceIdentities(db, change));
    else if ('alsoKnownBy' in change) into.others.push((db) => addIdentities(db, change.alsoKnownBy, change.of));
    else if ('qualified' in change) into.others.push((db) => passOn(db, change.qualified));
    else into.moves.push(change.moved);
  }
  tellAnew(into);
  return into;
}

function addTo(into: Sorted, table: RecordName, row: Row): Row {
  if (table === 'Notification') Object.assign(row, { ordinal: into.first + into.events.push(notified(row)) - 1 });
  const rows = into.added.get(table);
  if (rows) rows.push(row);
  else into.added.set(table, [row]);
  return row;
}

/** A card with a new title is told once more, however often it changed. */
function tellAnew({ patched, first, events, toldAnew }: Sorted): void {
  for (const [id, row] of patched.get('Notification') ?? [])
    if ('title' in row) toldAnew.set(id, first + events.push(notified({ ...row, id })) - 1);
}

/** Such a card stands where it was told last. */
async function standAnew(db: Sql, tx: string, places: Sorted['toldAnew']): Promise<void> {
  for (const [id, ordinal] of places)
    await db.updateTable('Notification').set({ tx, ordinal, pushedAt: null }).where('id', '=', id).execute();
}

/** A notification is an event of the log and stands at its place. */
function notified({ id, recipientId, kind, customerId, leadId }: Row): NewEvent {
  const subject = { customerId: customerId as string | null, leadId: leadId as string | null };
  return { type: 'NOTIFIED', recipientId: recipientId as string, ...subject, data: { notificationId: id, kind } };
}

function patch(into: Sorted, fresh: Map<string, Row>, table: RecordName, id: string, to: Row): void {
  const row = fresh.get(id);
  if (row) return void Object.assign(row, to);
  const rows = into.patched.get(table) ?? new Map<string, Row>();
  rows.set(id, { ...rows.get(id), ...to });
  into.patched.set(table, rows);
}

/** A writing query, as a part of a larger statement. */
type Part = OperationNodeSource;

/** Each row is touched once, so the order within a statement doesn't matter. Many alike are one part: a plan for each takes longer than its work. */
function updates(db: Sql, patched: Sorted['patched']): readonly Part[] {
  return [...patched].flatMap(([table, rows]) =>
    alike(rows).flatMap((group) =>
      group.length < MANY
        ? group.map(({ id, ...to }) => db.updateTable(table).set(asColumns(to)).where('id', '=', id).returning('id'))
        : [updateMany(table, group)],
    ),
  );
}

/** From this many patches of the same columns on, one part writes them all. */
const MANY = 8;

type Patch = Row & { readonly id: string };

function alike(rows: ReadonlyMap<string, Row>): readonly (readonly Patch[])[] {
  const groups = new Map<string, Patch[]>();
  for (const [id, to] of rows) {
    const columns = Object.keys(to).sort().join();
    const group = groups.get(columns);
    if (group) group.push({ ...to, id });
    else groups.set(columns, [{ ...to, id }]);
  }
  return [...groups.values()];
}

/** The table's own row type reads the values, so each column gets its type. */
function updateMany(table: RecordName, patches: readonly Patch[]): Part {
  const { id: _, ...columns } = patches[0]!;
  const values = Object.keys(columns).map((name) => sql`${sql.ref(name)} = p.${sql.ref(name)}`);
  return sql`update ${sql.table(table)} t set ${sql.join(values)}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(patches)}::jsonb) p
    where t.id = p.id returning t.id`;
}

type IdentityRow = Identity & { readonly leadId: string | null; readonly customerId: string | null };

const identityRow = (one: Identity, { leadId, customerId }: { leadId?: string; customerId?: string }): IdentityRow => ({
  ...one,
  leadId: customerId === undefined ? leadId! : null,
  customerId: customerId ?? null,
});

/** One that somebody else has makes the transaction fail and be decided anew. */
const knownBy = (db: Sql, rows: readonly IdentityRow[]): readonly Part[] =>
  rows.length === 0 ? [] : [db.insertInto('Identity').values(rows).returning('value')];

function inserts(db: Sql, added: Partial<Record<RecordName, Row[]>>): readonly Part[] {
  const given = Object.entries(added).filter(([, rows]) => rows.length > 0);
  return given.map(([table, rows]) =>
    db
      .insertInto(table as RecordName)
      .values(rows.map((row) => asNewRow(table as RecordName, row)) as never)
      .returning('id'),
  );
}

/** Everything in one statement, whose references are checked at its end; answers the transaction's number in the log. */
async function writeAndLog(
  db: Sql,
  parts: readonly Part[],
  events: readonly NewEvent[],
  author: Author,
): Promise<string | null> {
  if (events.length === 0) {
    await writeTogether(db, parts);
    return null;
  }
  const rows = events.map((event, index) => eventRow(event, author.ordinals.next + index, author));
  const logged = db
    .insertInto('Event')
    .values(rows as never)
    .returning('tx');
  const { rows: answered } = await sql<{ tx: string }>`
    with ${sql.join([...named(parts), sql`logged as (${logged})`])} select tx::text from logged limit 1`.execute(db);
  return answered[0]!.tx;
}

/** What is asked for last sees what statements before wrote, and nothing of these parts. */
async function writeTogether(db: Sql, parts: readonly Part[], last: RawBuilder<unknown> | null = null): Promise<void> {
  if (parts.length > 0) await sql`with ${sql.join(named(parts))} select ${last ?? sql`1`}`.execute(db);
  else if (last !== null) await sql`select ${last}`.execute(db);
}

const named = (parts: readonly Part[]) => parts.map((part, index) => sql`${sql.ref(`w${index}`)} as (${part})`);

function asNewRow(table: RecordName, row: Row): Row {
  const columns = asColumns(row);
  return table === 'Notification' ? { ...columns, tx: TX_NUMBER } : columns;
}

function eventRow(event: NewEvent, ordinal: number, author: Author) {
  const { changes, data, replaced, ...row } = loggedEvent(event, author);
  return {
    tx: TX_NUMBER,
    ordinal,
    ...row,
    changes: JSON.stringify(changes),
    data: JSON.stringify(data),
    replaced: replaced && JSON.stringify(replaced),
  };
}

/** An event as it stands in the log, but for its place. */
export function loggedEvent(event: NewEvent, { actorId, now }: Pick<Author, 'actorId' | 'now'>) {
  const { type, rule = null, customerId = null, leadId = null, recipientId = null } = event;
  const { changes = [], data = {}, replaced = null } = event;
  return { type, at: now, actorId, rule, customerId, leadId, recipientId, changes, data, replaced };
}

const JSON_COLUMNS = new Set([
  'purpose',
  'scoreReasons',
  'assignedBecause',
  'because',
  'title',
  'body',
  'customFields',
  'payload',
  'label',
  'undo',
]);

function asColumns(row: Row): Row {
  const columns = Object.entries(row).map(([name, value]) => [name, JSON_COLUMNS.has(name) ? asJson(value) : value]);
  return Object.fromEntries(columns) as Row;
}

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** One that somebody else has stays theirs. */
async function addIdentities(
  db: Sql,
  identities: readonly Identity[],
  { leadId, customerId }: { leadId?: string; customerId?: string },
): Promise<void> {
  const rows = identities.map((one) => ({ ...one, leadId: leadId ?? null, customerId: customerId ?? null }));
  if (rows.length === 0) return;
  await db
    .insertInto('Identity')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .execute();
}

/**
 * They are known by these contact details now, and no longer by those that they gave up for them; what else they are known by stays theirs.
 * One that somebody else has makes the transaction fail and be decided anew.
 */
async function replaceIdentities(
  db: Sql,
  { identities, of, insteadOf = [] }: Extract<Change, { identities: unknown }>,
): Promise<void> {
  const [column, id] =
    of.customerId === undefined ? (['leadId', of.leadId!] as const) : (['customerId', of.customerId] as const);
  const kept = await db.selectFrom('Identity').select(['kind', 'value']).where(column, '=', id).execute();
  const isIn = (list: readonly Identity[], one: Identity) =>
    list.some((other) => other.kind === one.kind && other.value === one.value);
  for (const gone of insteadOf.filter((one) => isIn(kept, one) && !isIn(identities, one))) {
    await db.deleteFrom('Identity').where('kind', '=', gone.kind).where('value', '=', gone.value).execute();
  }
  const rows = identities
    .filter((one) => !isIn(kept, one))
    .map((one) => ({ ...one, leadId: null, customerId: null, [column]: id }));
  if (rows.length > 0) await db.insertInto('Identity').values(rows).execute();
}

/** What belonged to a lead goes on with its customer: follow-ups, touches, timers and identities. */
async function passOn(db: Sql, { leadId, customerId }: { leadId: string; customerId: string }): Promise<void> {
  for (const table of ['FollowUp', 'Touch', 'Identity'] as const) {
    await db.updateTable(table).set({ customerId }).where('leadId', '=', leadId).execute();
  }
  await db
    .updateTable('Deadline')
    .set({ customerId })
    .where('leadId', '=', leadId)
    .where('status', 'in', ['ARMED', 'PARKED'])
    .execute();
}
