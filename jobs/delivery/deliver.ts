import { setTimeout as pause } from 'node:timers/promises';
import type { Run } from '../../commands/command.js';
import { beginAttempt, type BeginAttempt, type Begun } from '../../commands/delivery/begin.js';
import type { CardContent } from '../../commands/delivery/content.js';
import type { EventContent } from '../../commands/webhook/event-content.js';
import { endAttempt } from '../../commands/delivery/end.js';
import { resumeOwn } from '../../commands/delivery/resume-own.js';
import type { Log } from '../../commands/store/log.js';
import type { DeliveryRoute, OutsideChannel, Sent } from '../../domain/delivery/delivery.js';
import type { Channel } from './channel.js';

/** What each route out takes; one that is left out is not sent by this process. */
export type Channels = { readonly [Route in OutsideChannel]?: Channel<CardContent> } & {
  readonly EVENT?: Channel<EventContent>;
};

interface DelivererOptions {
  readonly run: Run;
  readonly channels: Channels;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** How long a second is in pauses; drills have shorter ones. Left out: a second. */
  readonly secondMs?: number;
}

export interface Deliverer {
  /** Begins every call that is due, and doesn't wait for their ends. */
  turn(): Promise<void>;
  /** Resolves when the calls under way are over. */
  settled(): Promise<void>;
}

/** Calls of one process at the same time: receivers that don't answer hold up few others, for each address has a bound of its own. */
const AT_ONCE = 64;
/** Below the lease by as much as two transactions may take. */
const TIMEOUT_MS = 60_000;
const FULL_PAUSE_MS = 50;

/** Makes the calls that are due, each in a transaction before and one after it and none during it. */
export function deliverer(options: DelivererOptions): Deliverer {
  const { run, channels, signal } = options;
  const routes = Object.fromEntries(
    Object.entries(channels).map(([route, { limits, perRecipient = [], atOnce }]) => [
      route,
      { limits, perRecipient, atOnce },
    ]),
  ) as BeginAttempt['routes'];
  const underWay = new Set<Promise<void>>();

  const begin = (begun: Begun) => {
    const call = deliver(begun, options).finally(() => underWay.delete(call));
    underWay.add(call);
  };
  let isStarted = false;
  const turn = async (): Promise<void> => {
    if (!isStarted) await run(resumeOwn, {}, { by: null });
    isStarted = true;
    while (!signal.aborted && Object.keys(routes).length > 0) {
      if (underWay.size >= AT_ONCE) {
        await pause(FULL_PAUSE_MS);
        continue;
      }
      const { answer } = await run(beginAttempt, { routes }, { by: null });
      if (answer['outcome'] === 'NONE') return;
      if (answer['outcome'] === 'BEGUN') begin(answer as unknown as Begun);
    }
  };
  return { turn, settled: async () => void (await Promise.all(underWay)) };
}

/** A call whose end can't be written is taken for lost after its lease. */
async function deliver(begun: Begun, { run, channels, log, secondMs }: DelivererOptions): Promise<void> {
  const { deliveryId, attempt, laneKey, route } = begun;
  const sent = await send(begun, channels, log);
  try {
    const pace = { chance: Math.random(), ...(secondMs !== undefined && { secondMs }) };
    const ended = await run(endAttempt, { deliveryId, attempt, laneKey, sent, ...pace }, { by: null });
    const told = { deliveryId, route, attempt, answer: sent.answer, outcome: ended.answer['outcome'] };
    if (!sent.delivered) log.warn({ ...told, error: sent.error }, 'a message was not delivered');
  } catch (err) {
    log.error({ err, deliveryId, attempt }, 'what came of a call could not be written');
  }
}

/** What a channel can't make a call of would fail at every try. */
async function send(begun: Begun, channels: Channels, log: Log): Promise<Sent> {
  const { deliveryId, attempt, laneKey, route } = begun;
  try {
    const channel = channelOf(channels, route);
    const content = JSON.parse(begun.content) as CardContent & EventContent;
    const createdAt = new Date(begun.createdAt);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const message = { deliveryId, attempt, laneKey, createdAt, content };
    return await Promise.race([channel.send(message, signal), timeOut(signal)]);
  } catch (err) {
    log.error({ err, deliveryId, attempt, route }, 'a message could not be sent');
    return { delivered: false, error: 'MESSAGE', answer: 'it could not be put into words' };
  }
}

/** Also where a channel doesn't heed the signal. */
const timeOut = (signal: AbortSignal): Promise<Sent> =>
  new Promise((resolve) => {
    const late: Sent = { delivered: false, error: 'RETRY', answer: 'no answer: time-out' };
    signal.addEventListener('abort', () => resolve(late), { once: true });
  });

function channelOf(channels: Channels, route: DeliveryRoute): Channel<CardContent & EventContent> {
  const channel = channels[route];
  if (!channel) throw new Error(`nothing sends by ${route}`);
  return channel;
}
