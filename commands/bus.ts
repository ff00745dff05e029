import { randomUUID } from 'node:crypto';
import { createClient } from '@redis/client';
import type { Announce } from './announce.js';
import type { Log } from './store/log.js';

/** One channel for all: a process that shares the server with another installation looks at its log once too often, no more. */
const CHANNEL = 'genjin:log';

/** A connection that went silent is given up after this. */
const SILENT_MS = 15_000;
const PING_MS = 5_000;
const LONGEST_WAIT_MS = 2_000;

/** Tells the other processes that the log has grown. It may lose what it is told: everybody looks at the log from time to time anyway. */
export interface Bus {
  /** Doesn't wait, and never fails. */
  readonly tell: Announce;
  close(): Promise<void>;
}

export interface BusParts {
  /** redis:// or rediss:// */
  readonly url: string;
  /** Another process has written something, or may have while nothing was heard. */
  readonly onTold: Announce;
  readonly log: Log;
}

/** Without waiting for the server: it connects in the background, and again whenever the connection was lost. */
export function openBus({ url, onTold, log }: BusParts): Bus {
  const health = tellingOnce(log);
  const publisher = connection(url, health, 'publisher');
  const subscriber = connection(url, health, 'subscriber');
  const self = randomUUID();
  const hear = (from: string) => from !== self && onTold();
  subscriber.on('ready', () => void subscriber.subscribe(CHANNEL, hear).then(onTold, ignore));
  for (const client of [publisher, subscriber]) void client.connect().catch(ignore);
  return {
    tell: oneAtATime(() => publisher.publish(CHANNEL, self)),
    close: async () => {
      publisher.destroy();
      subscriber.destroy();
    },
  };
}

const ignore = () => undefined;

function connection(url: string, { isAway, isBack }: Health, name: string) {
  const client = createClient({
    url,
    RESP: 2, // servers before 6 speak no other
    disableOfflineQueue: true, // what isn't told at once is found by looking
    pingInterval: PING_MS,
    socket: {
      connectTimeout: SILENT_MS,
      socketTimeout: SILENT_MS,
      reconnectStrategy: (retries) =>
        Math.min(50 * 2 ** Math.min(retries, 10), LONGEST_WAIT_MS) * (0.5 + Math.random() / 2),
    },
  });
  client.on('error', (error: unknown) => isAway(name, error));
  client.on('ready', () => isBack(name));
  return client;
}

interface Health {
  readonly isAway: (name: string, error: unknown) => void;
  readonly isBack: (name: string) => void;
}

/** One line when the server is lost and one when it is back, however often it was tried in between and by how many connections. */
function tellingOnce(log: Log): Health {
  const away = new Set<string>();
  return {
    isAway(name, err) {
      if (away.size === 0) log.warn({ err }, 'Redis is away: other processes learn of changes by looking at the log');
      away.add(name);
    },
    isBack(name) {
      if (away.delete(name) && away.size === 0) log.info({}, 'Redis is back');
    },
  };
}

/** While one is told, all that follow wait as one. */
function oneAtATime(tell: () => Promise<unknown>): Announce {
  let isTelling = false;
  let isNews = false;
  const go = async () => {
    isTelling = true;
    for (isNews = true; isNews;) {
      isNews = false;
      await tell().catch(ignore);
    }
    isTelling = false;
  };
  return () => {
    if (isTelling) isNews = true;
    else void go();
  };
}
