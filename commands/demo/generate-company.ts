import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from 'kysely';
import { settleLogEpoch } from '../store/event-log.js';
import { refreshAllKept } from '../store/kept.js';
import type { Database } from '../store/open-database.js';
import { recountPools } from '../store/pool-counts.js';
import { DAY_MS } from '../../domain/wall-clock.js';
import type { Row } from './book.js';
import { onBareTables } from './bare-tables.js';
import { TABLES, bulkInto, type Bulk } from './bulk-rows.js';
import type { Twins } from './repeated.js';
import { isStanding, type Deadline } from '../../domain/deadline/deadline.js';
import { Chances } from './chances.js';
import { hireCrew, type Crew } from './crew.js';
import { customerIntention } from './customer-story.js';
import { writingTime } from './habits.js';
import { arrive, leadIntention } from './lead-story.js';
import { Life, idAt, type Era } from './life.js';
import { Placing } from './placing.js';

export interface CompanyOptions {
  /** The same seed and options make the same company in the same database. */
  readonly seed: number;
  /** How many customers there are in the end; leads that never became one come on top. */
  readonly customers: number;
  /** The present: all that is due by then has happened. Left out: now. */
  readonly until?: Date;
  /** How long the company has been at it. */
  readonly days?: number;
  /** How many sell; left out: one for each customer a day, at least 4. They are in two or more teams, every second of which tries a pilot's playbook. */
  readonly sales?: number;
  /** The organisation's, by which everybody works; left out: as it is. */
  readonly timeZone?: string;
  /**
   * For a company of millions, on a server: each life that is told is also lived by so many others, with ids, contact details, places in the log and
   * colleagues of their own, at the same times. Left out: 1.
   */
  readonly repeats?: number;
  /** REPORTS leaves out what no report reads, and most rows are: the log, timers that are over, and cards of more than a month ago. Left out: WHOLE. */
  readonly history?: 'WHOLE' | 'REPORTS';
}

export interface Company {
  readonly crew: Crew;
  readonly customers: number;
  readonly leads: number;
  readonly followUps: number;
}

/**
 * Fills a database that has settings, the default playbook and pools (as the first start or a test's house leaves it) with a company that has been
 * at work for a while. Each customer's life is decided by the same domain functions as the commands', step by step, with every timer ringing
 * when it is due, so every table holds what the API would have written. Lives are told one after the other and written in bulk: memory stays the same at any size.
 *
 *     await generateCompany(database, { seed: 7, customers: 200, days: 120, timeZone: 'Europe/Berlin' });
 */
export async function generateCompany(database: Database, options: CompanyOptions): Promise<Company> {
  const { seed, customers, until = new Date(), days = 180, timeZone, repeats = 1, history = 'WHOLE' } = options;
  const since = new Date(until.getTime() - days * DAY_MS);
  if (timeZone) await database.sql.updateTable('Settings').set({ timeZone }).where('id', '=', 1).execute();
  const chances = new Chances(seed, 0);
  const sales = options.sales ?? Math.max(4, Math.ceil(customers / days));
  const crew = await hireCrew(database, { sales, since, chances, newId: (kind) => idAt(kind, since, chances) });
  const era = await eraOf(database, { since, until, lives: LIVES_FOR_EACH * (customers + 100) });
  const bulk = await bulkInto(database, twinsOf(crew, era, repeats));
  const lives = livesOf({ seed, customers: Math.ceil(customers / repeats), crew, era });
  const kept = history === 'WHOLE' ? () => true : isReported(until);
  const write = () => writeAll(bulk, lives, { repeats, kept });
  const counted = repeats === 1 ? await write() : await onBareTables(database, TABLES, write);
  await refreshAllKept(database.sql);
  await settleLogEpoch(database.sql);
  await database.sql.transaction().execute(recountPools);
  return { crew, ...counted };
}

/** Somebody becomes a customer in about this share of the lives. */
const SHARE = 0.82;

/** There are never more lives for a customer. */
const LIVES_FOR_EACH = 10;

/** Positions in the log go up with the second in which something happens, above all that was there before. */
async function eraOf({ sql: db }: Database, { lives, ...era }: Pick<Era, 'since' | 'until' | 'lives'>): Promise<Era> {
  const { rows } = await sql<{ last: string | null }>`select max(tx)::text as last from "Event"`.execute(db);
  const first = Number(rows[0]!.last ?? 0) + 1;
  const secondsAt = (now: Date) => Math.floor((now.getTime() - era.since.getTime()) / 1000);
  return { ...era, lives, txAt: (now, life) => first + secondsAt(now) * lives + life };
}

function twinsOf(crew: Crew, { lives }: Era, repeats: number): Twins {
  const apart = Math.floor(lives / repeats);
  return { member: crew.twinOf, life: (number, time) => number + time * apart, tx: (tx, time) => tx + time * apart };
}

const CARDS_KEPT_MS = 30 * DAY_MS;

/** Whether a report, or a workbench, may ask for a row. */
const isReported =
  (until: Date) =>
  (table: string, row: Row): boolean => {
    if (table === 'Notification') return until.getTime() - (row['at'] as Date).getTime() < CARDS_KEPT_MS;
    return table === 'Deadline' ? isStanding(row as unknown as Deadline) : table !== 'Event';
  };

interface Telling {
  readonly seed: number;
  readonly customers: number;
  readonly crew: Crew;
  readonly era: Era;
}

/** One life after the other, until there are enough customers. */
function* livesOf({ seed, customers, crew, era }: Telling): Generator<Life> {
  const placing = new Placing(crew, new Chances(seed, 1));
  const expected = customers / SHARE;
  for (let number = 2, left = customers; left > 0; number += 1) {
    const chances = new Chances(seed, number);
    const share = number < expected ? (number + chances.next()) / expected : chances.next();
    const life = tell(new Life({ crew, placing, era, chances, number }, beginning(crew, era, share, chances)));
    if (!life.hasBegun) continue;
    if (life.book.customer) left -= 1;
    if (life.holderId !== null) placing.hold(life.holderId);
    yield life;
  }
}

function beginning({ calendar }: Crew, { since, until }: Era, share: number, chances: Chances): Date {
  const at = new Date(since.getTime() + (until.getTime() - since.getTime()) * share);
  const drawn = writingTime(calendar, at, chances);
  return drawn >= since && drawn < until ? drawn : at;
}

/** What people mean to do and what timers do, whichever comes first, up to the present. */
function tell(life: Life): Life {
  arrive(life);
  const { until } = life.era;
  const intend = () => (life.book.customer ? customerIntention(life) : leadIntention(life));
  if (!life.hasBegun) return life;
  let intention = intend();
  for (;;) {
    const due = life.nextDue();
    const isTimers = due !== null && due.dueAt <= (intention?.at ?? until);
    if (isTimers ? due.dueAt > until : !intention || intention.at > until) return life;
    const { situation } = life;
    if (isTimers) life.reach(due);
    else {
      if (intention!.at > life.now) life.now = intention!.at;
      intention!.act();
    }
    if (!isTimers || life.situation !== situation) intention = intend();
  }
}

/** Enough rows for a statement to be worth its while. */
const ROWS_AT_ONCE = 40_000;

interface Writing {
  readonly repeats: number;
  readonly kept: (table: string, row: Row) => boolean;
}

/** While the database takes in some rows, the next are made. */
async function writeAll(bulk: Bulk, lives: Iterable<Life>, { repeats, kept }: Writing) {
  const counted = { customers: 0, leads: 0, followUps: 0 };
  let writing = Promise.resolve();
  for (const { book } of lives) {
    const rows = [...book.rows()].map(([table, all]) => [table, all.filter((row) => kept(table, row))] as const);
    bulk.take(new Map(rows), repeats);
    counted.customers += repeats * book.count('Customer');
    counted.leads += repeats * book.count('Lead');
    counted.followUps += repeats * book.count('FollowUp');
    await breathe();
    if (bulk.size < ROWS_AT_ONCE) continue;
    await writing;
    writing = bulk.write();
    writing.catch(() => undefined); // it is waited for later
  }
  await writing;
  await bulk.write();
  return counted;
}
