import { expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Secrets } from '../../commands/secrets.js';
import { eventWebhook } from '../../jobs/delivery/event-webhook.js';
import { until } from '../support/until.js';
import { aWorkshop } from './support.js';

const pace = { deliverEveryMs: 50, nurtureEveryMs: 50 };
const channels = {
  EVENT: eventWebhook({ secrets: new Secrets('only here'), privateHosts: new Set(), timeoutMs: 100 }),
};

test('a process for requests does none of the workers’ work: it delivers nothing, sweeps nothing, begins no pilots', async () => {
  const shop = await aWorkshop();
  const commands = new Set<string>();
  const run: typeof shop.run = (command, input, caller) => {
    commands.add(command.name);
    return shop.run(command, input, caller);
  };
  await shop.work({ config: { mongodbUrl: undefined, role: 'api' }, run, pace, channels });
  await shop.aFollowUp(-1000);
  await pause(1_500); // many turns
  expect([...commands]).toEqual(['beat']);
  await shop.work({ run, pace, channels });
  const ofWorkers = ['beginAttempt', 'pushCards', 'reachBatch', 'turnPilots'];
  await until('a worker does it', () => ofWorkers.every((name) => commands.has(name)));
});
