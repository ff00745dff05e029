import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { onRealServer } from '../support/database.js';
import { hasRedis } from '../support/redis.js';
import { until } from '../support/until.js';
import { gaugeSettings, readGauge } from './gauge.js';
import { aSalesFloor, type SalesFloor } from './sales-floor.js';
import { connectAll, percentile, Watcher } from './watchers.js';
import type { Member } from './fleet.js';

const CHANGED =
  'subscription ($after: Cursor) { customerChanged(after: $after) { cursor at type customer { id name stage { code } } } }';
const WHOLE = 'subscription ($after: Cursor) { customerChanged(after: $after) { cursor at data } }';
const CARDS = 'subscription ($after: Cursor) { notifications(after: $after) { cursor } }';
const MANY = { SOCKETS_PER_USER: '9999', SOCKETS_PER_ADDRESS: '99999' };
const onServices = onRealServer && hasRedis ? test : test.skip;

/** Figures go to whoever runs it. */
const say = (figures: object) => void process.stderr.write(`${JSON.stringify(figures)}\n`);

/** For a first look on a small machine: the drill with so many of its sockets. */
const share = Number(process.env['TEST_SOCKETS_SHARE'] ?? 1);
const sockets = (count: number) => Math.round(count * share);

interface Crowd {
  readonly spreadMs?: number;
  readonly query?: string;
}

/** So many watchers over the floor's people, each following what is theirs. */
function watchersOf(
  { people, head }: SalesFloor,
  members: readonly Member[],
  count: number,
  { spreadMs, query = CHANGED }: Crowd = {},
) {
  return Array.from({ length: count }, (_, index) => {
    const person = people[index % people.length]!;
    const turned = [...members.slice(index % members.length), ...members.slice(0, index % members.length)];
    const urls = turned.map(({ url }) => url);
    return { person, watcher: new Watcher({ token: person.token, query, head, urls }, spreadMs) };
  });
}

type Watching = ReturnType<typeof watchersOf>;

async function expectComplete(floor: SalesFloor, watching: Watching): Promise<void> {
  for (const person of floor.people) {
    const theirs = watching.filter((one) => one.person === person);
    const all = await floor.cursorsOf(person);
    await until(
      'everything has come',
      () => theirs.every(({ watcher }) => watcher.cursors.length >= all.length),
      60_000,
    );
    for (const { watcher } of theirs) expect(watcher.cursors).toEqual(all);
  }
}

onServices(
  'R2, R8, R10: two API processes and a worker at 100 events a second, Redis restarted and one API killed under 1,000 subscribers and 5,000 idle ones: every stream is complete',
  async () => {
    const floor = await aSalesFloor(['api', 'api', 'worker'], 20, { ...MANY, SOCKETS_PER_SECOND: '2000' });
    const [one, two] = floor.members as [Member, Member];
    const watching = watchersOf(floor, [one, two], sockets(1_000));
    const watchers = watching.map(({ watcher }) => watcher);
    const idle = watchersOf(floor, [one, two], sockets(5_000), { query: CARDS }).map(({ watcher }) => watcher);
    try {
      await connectAll(idle);
      await connectAll(watchers);
      const work = floor.work(100);
      await pause(8_000);
      const calm = watchers.flatMap(({ latenciesMs }) => latenciesMs.splice(0));
      await floor.redis.kill();
      await pause(6_000);
      const without = watchers.flatMap(({ latenciesMs }) => latenciesMs.splice(0));
      await floor.redis.start();
      await pause(3_000);
      await one.kill();
      await pause(6_000);
      await one.start();
      await pause(4_000);
      const eventsPerSecond = await work.end();
      await expectComplete(floor, watching);
      say({
        eventsPerSecond,
        subscribers: watchers.length,
        idle: idle.length,
        deliveries: watchers.reduce((sum, { cursors }) => sum + cursors.length, 0),
        calm: { p50: percentile(calm, 0.5), p95: percentile(calm, 0.95) },
        withoutRedis: { p50: percentile(without, 0.5), p95: percentile(without, 0.95), max: percentile(without, 1) },
      });
      expect(watchers.filter(({ codes }) => codes.includes(1006)).length).toBeGreaterThan(watchers.length / 10);
      await until('the idle are back', () => idle.every(({ isFollowing }) => isFollowing), 60_000);
    } finally {
      for (const watcher of [...watchers, ...idle]) watcher.leave();
      await floor.close();
    }
  },
  300_000,
);

onServices(
  'R3: one event reaches 2,000 subscribers, and the process keeps its turns',
  async () => {
    const gauge = join(mkdtempSync(join(tmpdir(), 'genjin-gauge-')), 'api.json');
    const settings = { ...MANY, ...gaugeSettings(gauge), SOCKETS_PER_SECOND: '2000' };
    const floor = await aSalesFloor(['api'], 20, settings);
    const [api] = floor.members as [Member];
    const watchers = watchersOf(floor, [api], sockets(2_000)).map(({ watcher }) => watcher);
    const EVENTS = 30;
    try {
      await connectAll(watchers);
      await readGauge(api.pid()!, gauge);
      for (let event = 1; event <= EVENTS; event++) {
        await floor.happen(floor.pooledId);
        await until('it has come to all', () => watchers.every(({ cursors }) => cursors.length >= event));
      }
      const { delayP99Ms } = await readGauge(api.pid()!, gauge);
      const slowest = Array.from({ length: EVENTS }, (_, event) =>
        Math.max(...watchers.map(({ latenciesMs }) => latenciesMs[event]!)),
      );
      say({
        subscribers: watchers.length,
        lastToldMs: { p50: percentile(slowest, 0.5), max: percentile(slowest, 1) },
        delayP99Ms,
      });
      const all = watchers[0]!.cursors;
      expect(all).toHaveLength(EVENTS);
      for (const { cursors } of watchers) expect(cursors).toEqual(all);
    } finally {
      for (const watcher of watchers) watcher.leave();
      await floor.close();
    }
  },
  300_000,
);

onServices(
  'R21: readers that are paused for minutes cost at most 2 MiB each, slow nobody down, and miss nothing',
  async () => {
    const PAUSED = 20;
    const gauge = join(mkdtempSync(join(tmpdir(), 'genjin-gauge-')), 'api.json');
    const settings = { ...MANY, ...gaugeSettings(gauge), SOCKET_PING_SECONDS: '600', SOCKETS_PER_SECOND: '2000' };
    const floor = await aSalesFloor(['api'], 4, settings);
    const [api] = floor.members as [Member];
    const watching = watchersOf(floor, [api], 60, { query: WHOLE });
    const watchers = watching.map(({ watcher }) => watcher);
    const [paused, others] = [watchers.slice(0, PAUSED), watchers.slice(PAUSED)];
    try {
      await connectAll(watchers);
      // More than the system's own buffers between the two ends take, within half a minute.
      const work = floor.work(200, { note: '.'.repeat(4_000) });
      await pause(60_000); // until the process keeps as much of the log at hand as it ever does
      const heldBefore = await heldMb(api, gauge);
      const before = others.flatMap(({ latenciesMs }) => latenciesMs.splice(0));
      for (const { socket } of paused) socket!.pause();
      const resumedAt = Date.now() + Number(process.env['TEST_PAUSE_SECONDS'] ?? 120) * 1000;
      let held = heldBefore;
      while (Date.now() < resumedAt) {
        await pause(5_000);
        held = Math.max(held, await heldMb(api, gauge));
      }
      const after = others.flatMap(({ latenciesMs }) => latenciesMs.splice(0));
      for (const { socket } of paused) socket!.resume();
      const eventsPerSecond = await work.end();
      await expectComplete(floor, watching);
      const p95 = [percentile(before, 0.95), percentile(after, 0.95)];
      const mbEach = (held - heldBefore) / PAUSED;
      say({
        eventsPerSecond,
        mostHeldMbEach: mbEach,
        othersP95: p95,
        told: [...new Set(paused.flatMap(({ codes }) => codes))],
      });
      expect(mbEach).toBeLessThan(2);
    } finally {
      for (const watcher of watchers) watcher.leave();
      await floor.close();
    }
  },
  400_000,
);

onServices(
  'R20: 5,000 clients that come back within 10 seconds are all back within 60',
  async () => {
    const floor = await aSalesFloor(['api'], 20, MANY);
    const [api] = floor.members as [Member];
    const watching = watchersOf(floor, [api], sockets(5_000), { spreadMs: 10_000 });
    const watchers = watching.map(({ watcher }) => watcher);
    try {
      await connectAll(watchers, 60_000);
      await api.kill();
      await until('all are gone', () => watchers.every(({ isFollowing }) => !isFollowing), 30_000);
      const away = floor.work(100);
      await pause(5_000);
      await away.end();
      await api.start();
      const readyAt = Date.now();
      await until('all are back', () => watchers.every(({ isFollowing }) => isFollowing), 60_000);
      const backMs = Date.now() - readyAt;
      await expectComplete(floor, watching);
      const turnedAway = watchers.reduce((sum, { codes }) => sum + codes.filter((code) => code === 1013).length, 0);
      say({ clients: watchers.length, backMs, toldToComeAgain: turnedAway, completeMs: Date.now() - readyAt });
    } finally {
      for (const watcher of watchers) watcher.leave();
      await floor.close();
    }
  },
  400_000,
);

/** What the process holds now, and would still hold if it had to collect what it has used up. */
async function heldMb(member: Member, gauge: string): Promise<number> {
  const { heapUsed, external } = await readGauge(member.pid()!, gauge);
  return (heapUsed + external) / 1024 / 1024;
}
