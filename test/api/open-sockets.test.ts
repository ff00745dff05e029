import { EventEmitter } from 'node:events';
import { afterEach, expect, jest, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { SignedIn } from '../../api/context.js';
import { OpenSockets } from '../../api/streams/open-sockets.js';
import { countStatements } from '../support/count-statements.js';
import { aDatabase } from '../support/database.js';
import { quiet } from '../support/quiet-log.js';

afterEach(() => void jest.useRealTimers());

/** A socket at its edge: whether it is open, and that it closes. */
const aSocket = (readyState: number): WebSocket =>
  Object.assign(new EventEmitter(), { readyState, OPEN: WebSocket.OPEN, close: () => undefined }) as never;

const viewer = { sessionId: 'ses_1' } as SignedIn;
const inAnHour = () => new Date(Date.now() + 3_600_000);

test('only sockets that are open are looked after: one that went while its caller was looked up is forgotten', async () => {
  const database = await aDatabase();
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const sockets = new OpenSockets(database, quiet);
  const looks = async () => {
    const before = countStatements(database.pool);
    await jest.advanceTimersByTimeAsync(2_500);
    return countStatements(database.pool) - before;
  };
  sockets.add(viewer, inAnHour(), aSocket(WebSocket.CLOSED));
  expect(await looks()).toBe(0);
  const open = aSocket(WebSocket.OPEN);
  sockets.add(viewer, inAnHour(), open);
  expect(await looks()).toBe(1);
  open.emit('close');
  expect(await looks()).toBe(0);
  sockets.stop();
});
