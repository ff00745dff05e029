import { afterEach, expect, test } from '@jest/globals';
import { openBus, type Bus } from '../../commands/bus.js';
import type { Log } from '../../commands/store/log.js';
import { aRedis, hasRedis } from '../support/redis.js';
import { until } from '../support/until.js';

const open: Bus[] = [];
afterEach(() => Promise.all(open.splice(0).map((bus) => bus.close())));

const AWAY = 'Redis is away: other processes learn of changes by looking at the log';
const BACK = 'Redis is back';

/** A process at the bus: how often it was told, and what it logged. */
function aProcess(url: string) {
  const told = { times: 0 };
  const lines: string[] = [];
  const write = (_: object, line: string) => void lines.push(line);
  const log: Log = { info: write, warn: write, error: write };
  const bus = openBus({ url, onTold: () => void told.times++, log });
  open.push(bus);
  return { bus, told, lines };
}

/** Told at least once more from now on; told again and again, since what is told while nobody listens is lost. */
const hears = (one: ReturnType<typeof aProcess>, from: Bus) => {
  const before = one.told.times;
  return until('it is told', () => (from.tell(), one.told.times > before), 30_000);
};

(hasRedis ? test : test.skip)('S3: what one process tells, the others hear, and it doesn’t hear itself', async () => {
  const redis = await aRedis();
  await redis.start();
  const [one, other] = [aProcess(redis.url), aProcess(redis.url)];
  await hears(other, one.bus);
  await hears(one, other.bus);
  const { times } = one.told;
  for (let time = 0; time < 50; time++) await hears(other, one.bus);
  expect(one.told.times - times).toBeLessThan(25);
});

(hasRedis ? test : test.skip)(
  'R10: nobody waits for a Redis that is away; it is used again once it is back, and each is logged once',
  async () => {
    const redis = await aRedis();
    const [one, other] = [aProcess(redis.url), aProcess(redis.url)];
    expect(one.bus.tell()).toBeUndefined();
    await until('its absence is noticed', () => [one, other].every(({ lines }) => lines.length > 0));
    await redis.start();
    await hears(other, one.bus);
    await until('all connections are there', () => [one, other].every(({ lines }) => lines.at(-1) === BACK));
    await redis.kill();
    await until('its loss is noticed', () => [one, other].every(({ lines }) => lines.at(-1) === AWAY));
    for (let time = 0; time < 1000; time++) one.bus.tell();
    await redis.start();
    await hears(one, other.bus);
    await hears(other, one.bus);
    await until('both connections are back', () => one.lines.length > 3);
    expect(one.lines).toEqual([AWAY, BACK, AWAY, BACK]);
  },
);
