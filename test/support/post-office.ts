import { afterEach } from '@jest/globals';
import { readChannels } from '../../api/notification-channels.js';
import { command } from '../../commands/command.js';
import { chooseChannels } from '../../commands/notification-channel/choose-channels.js';
import { Secrets } from '../../commands/secrets.js';
import { accept } from '../../domain/decision.js';
import type { OrganisationChannels } from '../../domain/delivery/organisation.js';
import type { Quiet } from '../../domain/delivery/quiet.js';
import { at, message } from '../../domain/message.js';
import type { NotificationKind } from '../../domain/notification.js';
import { notify } from '../../domain/notify.js';
import type { Viewer } from '../../domain/policy.js';
import { allChannels } from '../../jobs/delivery/all-channels.js';
import type { ChannelParts } from '../../jobs/delivery/channel-parts.js';
import { deliverer, type Channels } from '../../jobs/delivery/deliver.js';
import { push } from '../../jobs/delivery/push.js';
import type { ChannelSettingInput } from '../../schema/inputs/notification-channels.input.js';
import { aHouse, type House } from './house.js';
import { Providers } from './providers/providers.js';
import { quiet } from './quiet-log.js';

export interface Told {
  readonly kind?: NotificationKind;
  /** Who and what it is about; the customer is named after it. */
  readonly customerId?: string | null;
  readonly name?: string;
  readonly due?: Date;
}

/** A house that sends to providers of the test's own, and to a mail server where one is given. */
export interface PostOffice extends House {
  readonly providers: Providers;
  readonly parts: ChannelParts;
  readonly channels: Channels;
  choose(
    by: Viewer,
    channels: readonly ChannelSettingInput[],
    more?: { quietHours?: Quiet; digest?: boolean },
  ): Promise<void>;
  /** A new card in somebody's inbox. */
  tell(to: Viewer, told?: Told): Promise<string>;
  /** A worker that decides and sends until the test is over. */
  work(): void;
  /** One look at everything that is new or due, and what it begins is over. */
  once(): Promise<void>;
  /** A look whose process ends the moment the providers have answered: nothing of what they said is written. */
  sendAndDie(): Promise<void>;
  /** As if all pauses and leases were over. */
  later(): Promise<void>;
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

interface Options {
  readonly minuteMs?: number;
  readonly timeoutMs?: number;
  readonly mail?: OrganisationChannels['mail'];
  readonly privateHosts?: readonly string[];
  /** What is configured as the WeCom app's secret. Left out: the right one. */
  readonly wecomSecret?: string;
}

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  const all = closing;
  closing = [];
  await Promise.all(all.map((close) => close()));
});

export const tellSomebody = command('tellSomebody', async (_, { to, told }: { to: string; told: Told }, call) => {
  const { kind = 'REMINDER', customerId = null, name = '王总', due } = told;
  const params = { customer: name, purpose: '回访', ...(due && { due: at(due) }) };
  const card = { kind, title: message('NOTE_DUE', params), body: message('NOTE_FOLLOW_UP_BODY', params), level: 0 };
  const added = notify(to, { ...card, customerId }, call);
  return Promise.resolve(accept([added], { notificationId: 'add' in added ? added.row.id : '' }));
});

export async function aPostOffice({
  minuteMs = 60_000,
  timeoutMs = 2000,
  mail = null,
  privateHosts = [],
  wecomSecret,
}: Options = {}): Promise<PostOffice> {
  const house = await aHouse();
  const { run, database } = house;
  // What the clock on the wall says while the tests run is nobody's quiet hours.
  await database.pool.query(`update "Settings" set push = push || '{"quiet": null}'`);
  const providers = new Providers(minuteMs);
  const url = await providers.start();
  const organisation = { ...providers.organisation(url, wecomSecret), mail };
  const parts: ChannelParts = {
    run,
    secrets: new Secrets('a secret that only these tests know'),
    organisation,
    publicUrl: 'https://crm.example.com',
    privateHosts: new Set(privateHosts),
    minuteMs,
    timeoutMs,
  };
  const channels = allChannels(parts);
  const ending = new AbortController();
  const working: Promise<void>[] = [];
  closing.push(async () => {
    ending.abort();
    await providers.stop();
    await Promise.all(working);
  });
  const aWorker = (runs = run) =>
    deliverer({ run: runs, channels, log: quiet, signal: ending.signal, secondMs: minuteMs / 60 });
  const rows: PostOffice['rows'] = async (sql, values = []) =>
    (await database.pool.query(sql, values)).rows as Record<string, unknown>[];

  const turn = async (worker: ReturnType<typeof aWorker>) => {
    await pastTheHour();
    await push({ run, signal: ending.signal });
    await worker.turn();
  };
  const work = () => {
    const worker = aWorker();
    const again = async () => {
      while (!ending.signal.aborted) {
        await turn(worker).catch((error: unknown) => quiet.error({ err: error }, 'a turn failed'));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await worker.settled();
    };
    working.push(again());
  };
  return {
    ...house,
    providers,
    parts,
    channels,
    rows,
    work,
    once: async () => {
      const worker = aWorker();
      await turn(worker);
      await worker.settled();
    },
    sendAndDie: async () => {
      await pastTheHour();
      await push({ run, signal: ending.signal });
      const worker = aWorker((command, input, caller) =>
        command.name === 'endAttempt' ? Promise.reject(new Error('killed')) : run(command, input, caller),
      );
      await worker.turn();
      await worker.settled();
    },
    choose: async (by, inputs, more = {}) => {
      const chosen = readChannels(inputs, organisation, parts.secrets);
      await run(chooseChannels, { userId: by.id, channels: chosen, ...more }, { by });
    },
    tell: async (to, told = {}) =>
      String((await run(tellSomebody, { to: to.id, told }, { by: null })).answer['notificationId']),
    later: async () => {
      await rows(`update "Delivery" set "nextAttemptAt" = now() where "nextAttemptAt" is not null`);
      await rows(
        `update "DeliveryAttempt" set "startedAt" = now() - interval '2 hours', "endedAt" = now() - interval '2 hours'`,
      );
      await rows(`update "DeliveryLane" set "heldUntil" = null, "nextAt" = now() where "pausedAt" is null`);
    },
  };
}

/** In the first seconds of each half hour everything new is put off, which is for tests of its own. */
async function pastTheHour(): Promise<void> {
  const past = Date.now() % 1_800_000;
  if (past < 15_000) await new Promise((resolve) => setTimeout(resolve, 15_000 - past));
}
