import { afterEach, expect, jest, test } from '@jest/globals';
import { loadSignedIn } from '../../api/load-signed-in.js';
import { Sessions, type Connection } from '../../api/streams/sessions.js';
import type { Database } from '../../commands/store/open-database.js';
import { countStatements } from '../support/count-statements.js';
import { aHouse } from '../support/house.js';
import { quiet } from '../support/quiet-log.js';
import { until } from '../support/until.js';

afterEach(() => void jest.useRealTimers());

const LOOK_MS = 2_000;

async function aSignIn(database: Database, userId: string, id: string) {
  const session = { id, userId, refreshHash: id, createdAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) };
  await database.sql.insertInto('Session').values(session).execute();
  return (await loadSignedIn(database, id))!;
}

/** A connection at its edge: that it was ended. */
function aConnection(expiresAt = new Date(Date.now() + 3_600_000)) {
  const connection = { expiresAt, hasEnded: false, end: () => void (connection.hasEnded = true) };
  return connection satisfies Connection;
}

test('all sessions with open connections are looked at in one statement, and none where nobody is connected', async () => {
  const { database, lin, wang } = await aHouse();
  const viewers = [await aSignIn(database, lin.id, 'ses_lin'), await aSignIn(database, wang.id, 'ses_wang')];
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const sessions = new Sessions(database, quiet);
  const looks = async () => {
    const before = countStatements(database.pool);
    await jest.advanceTimersByTimeAsync(LOOK_MS);
    return countStatements(database.pool) - before;
  };
  expect(await looks()).toBe(0);
  const joined = viewers.map((viewer) => sessions.join(viewer, aConnection()));
  expect(await looks()).toBe(1);
  for (const { leave } of joined) leave();
  expect(await looks()).toBe(0);
  sessions.stop();
});

test('S4: a connection ends with its token, its session and its person; what changes of a person is known at once to all of their streams', async () => {
  const { database, lin, wang, teamLead } = await aHouse();
  const { sql } = database;
  const viewers = {
    expiring: await aSignIn(database, lin.id, 'ses_expiring'),
    revoked: await aSignIn(database, lin.id, 'ses_revoked'),
    gone: await aSignIn(database, wang.id, 'ses_gone'),
    changed: await aSignIn(database, teamLead.id, 'ses_changed'),
  };
  const sessions = new Sessions(database, quiet);
  const expiring = aConnection(new Date(Date.now() + 500));
  const [revoked, gone, changed] = [aConnection(), aConnection(), aConnection()];
  sessions.join(viewers.expiring, expiring);
  sessions.join(viewers.revoked, revoked);
  sessions.join(viewers.gone, gone);
  const { session } = sessions.join(viewers.changed, changed);
  const { rightsKey } = session;
  await sql.updateTable('Session').set({ revokedAt: new Date() }).where('id', '=', 'ses_revoked').execute();
  await sql.updateTable('User').set({ active: false }).where('id', '=', wang.id).execute();
  await sql.updateTable('User').set({ role: 'SALES' }).where('id', '=', teamLead.id).execute();
  await until('those have ended', () => [expiring, revoked, gone].every(({ hasEnded }) => hasEnded));
  await until('the new role is known', () => session.viewer.role === 'SALES');
  expect(changed.hasEnded).toBe(false);
  expect(session.rightsKey).not.toBe(rightsKey);
  sessions.stop();
});
