import { readFileSync, readdirSync } from 'node:fs';
import type pg from 'pg';

/** What Linux counts the CPU of a process in, and how many of it make a microsecond. */
const TICK_MICROS = 10_000;

/** Microseconds of CPU that a process has used so far, and those of its children that have ended. */
export function cpuOf(pid: number): { readonly own: number; readonly ofEnded: number; readonly parent: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number); // its name may have blanks
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return { own: (user + system) * TICK_MICROS, ofEnded: (endedUser + endedSystem) * TICK_MICROS, parent: fields[1]! };
}

/**
 * Reads what a database's backends have used so far; the server has to be on this machine. Parallel workers live for one statement, so whatever
 * of the server's has ended counts as well: nobody else may be using it.
 */
export async function databaseCpu(client: pg.Client): Promise<() => number> {
  const { rows } = await client.query<{ pid: number; name: string }>(
    'select pg_backend_pid() as pid, current_database() as name',
  );
  const { pid, name } = rows[0]!;
  const title = titleOf(pid);
  if (!title.startsWith('postgres: '))
    throw new Error('the bench reads its server’s CPU: it has to be on this machine');
  const server = cpuOf(pid).parent;
  const isBackend = (one: number) => one !== pid && titleOf(one).includes(` ${name} `);
  return () =>
    processes()
      .filter(isBackend)
      .reduce((all, one) => all + cpuOrNone(one), cpuOf(server).ofEnded);
}

const processes = (): readonly number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);

/** Empty once it has ended. */
function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function cpuOrNone(pid: number): number {
  try {
    return cpuOf(pid).own;
  } catch {
    return 0; // ended meanwhile
  }
}
