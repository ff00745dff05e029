import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FolderInUse, lockFolder } from '../../../commands/store/folder-lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'genjin-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a second taker is refused with the folder and the pid', () => {
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  expect(() => lockFolder(folder)).toThrow(`${folder} is in use by process ${process.pid};`);
  lock.release();
});

test('a released folder can be taken again and nothing is left behind', () => {
  lockFolder(folder).release();
  lockFolder(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['a process that is gone', { pid: 2 ** 22 + 1, startedAt: '1', token: 'old' }],
  ['an earlier process that had the same pid', { pid: process.pid, startedAt: '1', token: 'old' }],
  ['nobody, being unreadable', 'half a fi'],
])("the lock of %s is taken over, and its owner can't release it any more", (_whose, content) => {
  writeFileSync(join(folder, 'lock'), JSON.stringify(content));
  const lock = lockFolder(folder);
  expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('of many processes that find a dead lock at once, exactly one wins', async () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1', token: 'old' }));
  const takers = Array.from({ length: 6 }, () => take(folder));
  const lines = await Promise.all(takers.map(({ said }) => said));
  for (const { child } of takers) child.kill('SIGKILL');
  await Promise.all(takers.map(({ ended }) => ended));
  expect(lines.filter((line) => line === 'taken')).toHaveLength(1);
  expect(lines.filter((line) => line === 'FolderInUse')).toHaveLength(5);
});

/** A process that tries to take the folder, says how it went, and stays. */
function take(path: string) {
  const program = `
    import { lockFolder } from './commands/store/folder-lock.ts';
    try { lockFolder(process.argv[1]); console.log('taken'); } catch (error) { console.log(error.name); }
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, path], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  const said = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('\n')) resolve(output.trim());
    });
    child.stderr.on('data', (chunk: Buffer) => resolve(chunk.toString()));
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  return { child, said, ended };
}
