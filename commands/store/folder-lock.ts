import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface FolderLock {
  release(): void;
}

/** Another living process holds the folder. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${resolve(folder)} is in use by process ${pid}; stop that process or set DATA_DIR to another folder.`,
    );
    this.name = 'FolderInUse';
  }
}

interface Holder {
  readonly pid: number;
  readonly startedAt: string | null; // in clock ticks since boot; tells a process from a later one with its recycled pid
  readonly token: string;
}

/** What an unreadable lock file counts as: nobody's. */
const NOBODY: Holder = { pid: 0, startedAt: null, token: '' };

/**
 * Takes the folder for this process, or throws FolderInUse: two processes on one embedded database silently lose data.
 * The lock appears by a hard link, so it is never seen half written. A dead holder's lock is replaced in one step, and only by
 * whoever holds the take-over lock, so of several takers one wins.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'lock');
  const mine: Holder = { pid: process.pid, startedAt: startOf(process.pid), token: randomUUID() };
  const draft = `${path}.${mine.token}`;
  writeFileSync(draft, JSON.stringify(mine), { flag: 'wx' });
  try {
    if (!linked(draft, path)) takeOver(folder, path, draft);
  } finally {
    rmSync(draft, { force: true });
  }
  return { release: () => releaseIfMine(path, mine) };
}

function takeOver(folder: string, path: string, draft: string): void {
  const gate = `${path}.takeover`;
  const rival = readHolder(gate);
  if (rival && !isAlive(rival)) rmSync(gate, { force: true });
  if (!linked(draft, gate)) throw new FolderInUse(folder, readHolder(gate)?.pid ?? 0);
  try {
    const holder = readHolder(path);
    if (holder && isAlive(holder)) throw new FolderInUse(folder, holder.pid);
    if (holder) renameSync(draft, path);
    else if (!linked(draft, path)) throw new FolderInUse(folder, readHolder(path)?.pid ?? 0);
  } finally {
    rmSync(gate, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function releaseIfMine(path: string, mine: Holder): void {
  if (readHolder(path)?.token === mine.token) rmSync(path, { force: true });
}

function readHolder(path: string): Holder | undefined {
  try {
    return { ...NOBODY, ...(JSON.parse(readFileSync(path, 'utf8')) as Holder) };
  } catch (error) {
    return hasCode(error, 'ENOENT') ? undefined : NOBODY;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
  }
  return startedAt === null || startOf(pid) === startedAt;
}

/** Field 22 of /proc/<pid>/stat; the command name before it may hold spaces and brackets, so counting starts after the last one. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === code;
}
