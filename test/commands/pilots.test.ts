import { beforeEach, describe, expect, test } from '@jest/globals';
import { reportsOver } from '../../api/queries/reports/kept.js';
import { bindPlaybook } from '../../commands/bind-playbook.js';
import type { Command, Run } from '../../commands/command.js';
import { endPilot } from '../../commands/pilot/end-pilot.js';
import { startPilot } from '../../commands/pilot/start-pilot.js';
import { publishPlaybook } from '../../commands/publish-playbook.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { refreshAllKept } from '../../commands/store/kept.js';
import type { PilotWishes } from '../../domain/pilot/pilot.js';
import { carryOnPilots } from '../../jobs/pilots.js';
import { buildersOf } from '../support/builders.js';
import { aNewCustomer, anotherTeam, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, playbookWith, type House } from '../support/house.js';
import { quiet } from '../support/quiet-log.js';
import { answer, read } from '../support/reads.js';

let house: House;
let playbookId: string;
let control: Awaited<ReturnType<typeof anotherTeam>>;

/** DECIDING is called otherwise. */
const NEXT = playbookWith(({ code, mayGoTo }) => ({
  ...(code === 'DECIDING' ? { code: 'NEGOTIATING' } : {}),
  mayGoTo: (mayGoTo as string[]).map((to) => (to === 'DECIDING' ? 'NEGOTIATING' : to)),
}));

beforeEach(async () => {
  house = await aHouse();
  control = await anotherTeam(house);
  const { answer } = await house.as(house.manager, publishPlaybook, { definition: NEXT });
  playbookId = answer['playbookId'] as string;
});

const DAY = 86_400_000;
const wishes = (over: Partial<PilotWishes> = {}): PilotWishes => ({
  teamId: house.teamId,
  controlTeamId: control.id,
  playbookId,
  from: new Date(),
  ...over,
});
const start = (over: Partial<PilotWishes> = {}) => house.as(house.manager, startPilot, wishes(over));
const started = async (over: Partial<PilotWishes> = {}) => (await start(over)).answer['pilotId'] as string;
const end = (pilotId: string, rollBack: boolean) => house.as(house.manager, endPilot, { pilotId, rollBack });
const works = (run: Run = house.run) =>
  carryOnPilots({
    database: house.database,
    run,
    reports: reportsOver(house.database),
    log: quiet,
    signal: new AbortController().signal,
  });
const pilot = async () => (await rowsOf(house, 'Pilot', 'true'))[0]!;
const followed = async (teamId = house.teamId) => (await rowsOf(house, 'Team', `id = '${teamId}'`))[0]!['playbookId'];
const of = async (id: string) => (await loadRow(house, 'Customer', id)).playbookId;
const bindings = () => rowsOf(house, 'Event', `type = 'PLAYBOOK_BOUND' order by tx, ordinal`);
const reports = () => rowsOf(house, 'Notification', `title->>'code' = 'NOTE_PILOT_REPORT'`);
/** As if it had been planned for, or had begun, so much earlier. */
const earlier = (span: string) =>
  house.database.pool.query(
    `update "Pilot" set "fromAt" = "fromAt" - $1::interval, "toAt" = "toAt" - $1::interval, "startedAt" = "startedAt" - $1::interval`,
    [span],
  );

let phone = 13_900_139_000;
const aCustomer = (owner = house.lin) => aNewCustomer(house, owner, { phone: String(phone++) });

async function standsIn(id: string, stage: string): Promise<void> {
  await house.database.pool.query('update "Customer" set stage = $1 where id = $2', [stage, id]);
  await house.database.pool.query('update "StageVisit" set stage = $1 where "customerId" = $2', [stage, id]);
}

/** A worker that dies after so many transactions. */
const dying = (after: number): Run => {
  let calls = 0;
  return <I>(command: Command<I>, input: I, caller: Parameters<Run>[2]) => {
    if (calls++ >= after) throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
    return house.run(command, input, caller);
  };
};

describe('D6: a pilot begins', () => {
  test('at once: new customers of the team follow its playbook, those it has and the control team keep theirs', async () => {
    const before = await aCustomer();
    const pilotId = await started();
    const [since, theirs] = [await aCustomer(), await aCustomer(control.sales)];
    expect([await of(before), await of(since), await of(theirs)]).toEqual([
      house.playbookId,
      playbookId,
      house.playbookId,
    ]);
    const { startedAt, toAt, fromAt, endedAt } = await pilot();
    expect(Number(toAt) - Number(fromAt)).toBe(14 * DAY);
    expect([startedAt, endedAt]).toEqual([fromAt, null]);
    expect(await bindings()).toMatchObject([{ actorId: house.manager.id, data: { pilotId, playbookId } }]);
  });

  test('at its time, once, whoever works then; until then nothing is bound', async () => {
    await start({ from: new Date(Date.now() + DAY), migrateOpen: true });
    const customerId = await aCustomer();
    await works();
    expect([await followed(), (await pilot())['startedAt']]).toEqual([house.playbookId, null]);
    await earlier('25 hours');
    await Promise.all([works(), works(), works()]);
    await works();
    expect([await followed(), await of(customerId)]).toEqual([playbookId, playbookId]);
    expect(await bindings()).toHaveLength(1);
    expect((await pilot())['migrated']).toBe(1);
  });

  test('never, if nobody worked until it was over', async () => {
    await start({ from: new Date(Date.now() + DAY), to: new Date(Date.now() + 2 * DAY) });
    await earlier('3 days');
    await works();
    expect([await followed(), (await pilot())['startedAt'], (await pilot())['reportedAt']]).toEqual([
      house.playbookId,
      null,
      null,
    ]);
    expect((await start()).refusal).toBeNull();
  });
});

describe('D6: open customers go over', () => {
  test('in batches; a worker that dies is followed by another, and nobody goes twice', async () => {
    const rows = Array.from({ length: 250 }, () => ({ stage: 'QUOTED', ownedSince: new Date() }));
    const ids = await buildersOf(house).someCustomers(rows);
    await start({ migrateOpen: true });
    await expect(works(dying(2))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await rowsOf(house, 'Customer', `"playbookId" = '${playbookId}'`)).toHaveLength(100);
    await Promise.all([works(), works()]);
    await works();
    expect(await rowsOf(house, 'Customer', `"playbookId" = '${playbookId}'`)).toHaveLength(ids.length);
    expect(await rowsOf(house, 'StageVisit', `rule = 'playbook.migration'`)).toHaveLength(ids.length);
    expect(await pilot()).toMatchObject({ migrating: null, migrated: 250, unmigrated: 0 });
  });

  test('closed ones, those of others and those without a stage there keep their version', async () => {
    const [open, lost, deciding, theirs] = [
      await aCustomer(),
      await aCustomer(),
      await aCustomer(),
      await aCustomer(control.sales),
    ];
    await standsIn(lost, 'LOST');
    await standsIn(deciding, 'DECIDING');
    await start({ migrateOpen: true });
    await works();
    expect(await of(open)).toBe(playbookId);
    for (const id of [lost, deciding, theirs]) expect(await of(id)).toBe(house.playbookId);
    expect(await pilot()).toMatchObject({ migrating: null, migrated: 1, unmigrated: 1 });
  });

  test('whom a fault stands in the way of is passed over', async () => {
    const [one, broken, other] = (await Promise.all([aCustomer(), aCustomer(), aCustomer()])).sort();
    await standsIn(broken, 'NOWHERE');
    await start({ migrateOpen: true });
    await works();
    expect([await of(one), await of(broken), await of(other)]).toEqual([playbookId, house.playbookId, playbookId]);
    expect(await pilot()).toMatchObject({ migrating: null, migrated: 2, unmigrated: 1 });
  });
});

const COMPARED = `asOf conclusive note(locale: EN) a { customers won leaks { numerator denominator value } cycle { count median } }
  b { customers won leaks { numerator denominator value } cycle { count median } }
  leakDifference { estimate low high } cycleDifference { estimate low high }`;
const PILOTS = `{ pilots { id status from to startedAt endedAt reportedAt migrating migrated unmigrated
  team { id } controlTeam { id } playbook { id } earlierPlaybook { id } comparison { ${COMPARED} } } }`;
interface Told {
  readonly pilots: readonly (Record<string, unknown> & { readonly comparison: Record<string, unknown> })[];
}
const asked = async () => (await answer<Told>(house, house.manager, PILOTS)).pilots[0]!;

describe('D6: a pilot ends', () => {
  test('at its time, and managers are told what it showed, once; what was told stays', async () => {
    await aCustomer();
    await aCustomer(control.sales);
    const pilotId = await started();
    await earlier('15 days');
    await Promise.all([works(), works(), works()]);
    await works();
    const told = await asked();
    expect(told).toMatchObject({ status: 'ENDED', endedAt: told['to'], comparison: { conclusive: false } });
    expect(await reports()).toMatchObject([{ recipientId: house.manager.id, subject: pilotId, kind: 'SYSTEM' }]);
    expect(await rowsOf(house, 'Event', `type = 'REPORT_READY'`)).toMatchObject([{ data: { pilotId } }]);
    expect(await followed()).toBe(playbookId);
    await house.database.pool.query(`update "Tenure" set "beganAt" = "beganAt" - interval '10 days'`);
    expect((await asked()).comparison).toEqual(told.comparison);
  });

  test('METRICS: it says what pilotComparison says of the same window', async () => {
    const build = buildersOf(house);
    const ends = async (ownerId: string, count: number, isMet: boolean) => {
      for (let n = 0; n < count; n++) {
        const customerId = await build.aCustomer({
          ownerId,
          stage: 'QUOTED',
          createdAt: new Date(Date.now() - 30 * DAY),
        });
        const beganAt = new Date(Date.now() - 30 * DAY);
        await house.database.sql
          .insertInto('Tenure')
          .values({ id: `ten_${customerId}`, customerId, ownerId, cause: 'CUSTOMER_CREATED', beganAt })
          .execute();
        await build.aStageVisit({ customerId, stage: 'QUOTED', ownerId, enteredAt: beganAt });
        const dueAt = new Date(Date.now() - 10 * DAY);
        const done = { status: 'DONE' as const, qualifying: true, occurredAt: dueAt, doneAt: dueAt };
        await build.aFollowUp({ customerId, ownerId, dueAt, createdAt: beganAt, ...(isMet && done) });
      }
      await refreshAllKept(house.database.sql); // no decision wrote these
    };
    await ends(house.lin.id, 4, false);
    await ends(control.sales.id, 3, true);
    await start();
    await earlier('12 days');
    const running = await asked();
    const window = { from: running['startedAt'], to: running['to'] };
    const query = `query ($input: PilotInput!) { pilotComparison(input: $input) { ${COMPARED} } }`;
    const input = { a: { ...window, teamIds: [house.teamId] }, b: { ...window, teamIds: [control.id] } };
    const { pilotComparison } = await answer<{ pilotComparison: object }>(house, house.manager, query, { input });
    const anyTime = { asOf: expect.any(Date) as unknown };
    expect(running.comparison).toEqual({ ...pilotComparison, ...anyTime });
    expect(running.comparison).toMatchObject({ a: { leaks: { numerator: 4 } }, b: { leaks: { numerator: 0 } } });
    await earlier('3 days');
    await works();
    const [card] = await reports();
    expect(card).toMatchObject({ body: { params: { leaks: '100 %', controlLeaks: '0 %' } } });
  });

  test('before its time; the window ends with it', async () => {
    const pilotId = await started();
    await earlier('5 days');
    expect((await end(pilotId, false)).refusal).toBeNull();
    await works();
    const { status, endedAt, to } = await asked();
    expect([status, await followed()]).toEqual(['ENDED', playbookId]);
    expect(Date.parse(endedAt as string)).toBeLessThan(Date.parse(to as string));
    expect(await reports()).toHaveLength(1);
  });

  test('one that hasn’t begun never does, and nothing is told', async () => {
    const pilotId = await started({ from: new Date(Date.now() + DAY) });
    expect((await end(pilotId, true)).refusal).toBeNull();
    await earlier('2 days');
    await works();
    expect([await followed(), await bindings(), await reports()]).toEqual([house.playbookId, [], []]);
    expect((await end(pilotId, true)).refusal).toMatchObject({ code: 'ALREADY_CLOSED' });
  });
});

describe('D6: roll-back in one step', () => {
  test('whoever came with the pilot goes back to where they came from, others stay', async () => {
    await house.as(house.manager, bindPlaybook, { teamId: control.id, playbookId });
    const theirs = await aCustomer(control.sales);
    const [moved, won, pooled] = [await aCustomer(), await aCustomer(), await aCustomer()];
    const pilotId = await started({ migrateOpen: true });
    await works();
    const created = await aCustomer(house.wang);
    await standsIn(won, 'WON');
    await house.as(house.lin, releaseCustomer, { customerId: pooled, reason: 'OTHER', note: '不再联系' });
    expect((await loadRow(house, 'Customer', pooled)).ownerId).toBeNull();
    await end(pilotId, true);
    expect(await followed()).toBe(house.playbookId);
    await works();
    for (const id of [moved, won, pooled, created]) expect([id, await of(id)]).toEqual([id, house.playbookId]);
    expect(await of(theirs)).toBe(playbookId);
    expect((await loadRow(house, 'Customer', won)).stage).toBe('WON');
    expect(await rowsOf(house, 'FollowUp', `"customerId" = '${pooled}' and status = 'PLANNED'`)).toEqual([]);
    expect(await asked()).toMatchObject({ status: 'ROLLED_BACK', migrating: false, migrated: 4, unmigrated: 0 });
  });

  test('each to the version it was under; a stage that isn’t there keeps its customer', async () => {
    const middle = (await house.as(house.manager, publishPlaybook, { definition: NEXT })).answer[
      'playbookId'
    ] as string;
    const [old, stuck] = [await aCustomer(), await aCustomer()];
    await house.as(house.manager, bindPlaybook, { teamId: house.teamId, playbookId: middle });
    const newer = await aCustomer();
    const pilotId = await started({ migrateOpen: true });
    await works();
    const begun = await aCustomer();
    for (const id of [begun, stuck])
      await house.database.pool.query(`update "Customer" set stage = 'NEGOTIATING' where id = $1`, [id]);
    await end(pilotId, true);
    await works();
    expect([await of(old), await of(newer), await of(begun)]).toEqual([house.playbookId, middle, middle]);
    expect([await of(stuck), (await loadRow(house, 'Customer', stuck)).stage]).toEqual([playbookId, 'NEGOTIATING']);
    expect(await pilot()).toMatchObject({ migrated: 3, unmigrated: 1 });
  });

  test('while customers are still going over, they turn round', async () => {
    const rows = Array.from({ length: 150 }, () => ({ stage: 'QUOTED', ownedSince: new Date() }));
    await buildersOf(house).someCustomers(rows);
    const pilotId = await started({ migrateOpen: true });
    await expect(works(dying(2))).rejects.toThrow('gone');
    await Promise.all([end(pilotId, true), works()]);
    await works();
    expect(await rowsOf(house, 'Customer', `"playbookId" = '${playbookId}'`)).toEqual([]);
    expect((await pilot())['migrating']).toBeNull();
  });

  test('later too, once, as long as the team follows the pilot’s playbook', async () => {
    const pilotId = await started();
    await earlier('15 days');
    await works();
    const [one, other] = await Promise.all([end(pilotId, true), end(pilotId, true)]);
    expect([one, other].map(({ refusal }) => refusal?.code).sort()).toEqual(['ALREADY_CLOSED', undefined]);
    expect(await followed()).toBe(house.playbookId);
    expect(await bindings()).toHaveLength(2);
    expect((await end(pilotId, false)).refusal).toMatchObject({ code: 'ALREADY_CLOSED', field: 'pilotId' });
  });

  test('not once the team was bound to another playbook, or has another pilot', async () => {
    const pilotId = await started();
    await end(pilotId, false);
    const another = (await house.as(house.manager, publishPlaybook, { definition: NEXT })).answer[
      'playbookId'
    ] as string;
    await start({ playbookId: another, from: new Date(Date.now() + DAY) });
    expect((await end(pilotId, true)).refusal).toMatchObject({ code: 'IN_USE', field: 'pilotId' });
    const [planned] = await rowsOf(house, 'Pilot', `"startedAt" is null`);
    await end(planned!['id'] as string, false);
    await house.as(house.manager, bindPlaybook, { teamId: house.teamId, playbookId: another });
    expect((await end(pilotId, true)).refusal).toMatchObject({ code: 'ALREADY_CLOSED', field: 'pilotId' });
    expect(await followed()).toBe(another);
  });
});

describe('D6: one at a time', () => {
  test('of two that begin at once one does, and a team that others are held against tries nothing out', async () => {
    const outcomes = await Promise.all([
      start(),
      start(),
      start({ teamId: control.id, controlTeamId: house.teamId }),
      start({ from: new Date(Date.now() + DAY) }),
    ]);
    expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(1);
    expect(await rowsOf(house, 'Pilot', 'true')).toHaveLength(1);
  });

  test('of binding and beginning at once, either the one or the other is refused', async () => {
    const bind = () => house.as(house.manager, bindPlaybook, { teamId: house.teamId, playbookId });
    const outcomes = await Promise.all([bind(), start()]);
    expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(1);
    expect(outcomes.filter(({ refusal }) => refusal?.code === 'IN_USE')).toHaveLength(1);
    expect(await bindings()).toHaveLength(1);
  });

  test('nor is a team bound to what it tries out: that would end with the pilot', async () => {
    await start();
    const { refusal } = await house.as(house.manager, bindPlaybook, { teamId: house.teamId, playbookId });
    expect(refusal).toMatchObject({ code: 'IN_USE', field: 'teamId' });
  });

  test.each<[string, () => Partial<PilotWishes>, string]>([
    ['against itself', () => ({ controlTeamId: house.teamId }), 'controlTeamId'],
    ['of no team', () => ({ teamId: 'team_none' }), 'teamId'],
    ['against no team', () => ({ controlTeamId: 'team_none' }), 'controlTeamId'],
    ['of a version that isn’t published', () => ({ playbookId: 'pb_none' }), 'playbookId'],
    ['that ends before it begins', () => ({ to: new Date(Date.now() - DAY) }), 'to'],
    ['that ends as it begins', () => ({ from: new Date(2e12), to: new Date(2e12) }), 'to'],
  ])('a pilot %s is the caller’s mistake, and named', async (_, over, field) => {
    await expect(start(over())).rejects.toMatchObject({ field });
  });

  test('one of the playbook that the team follows already is refused', async () => {
    expect((await start({ playbookId: house.playbookId })).refusal).toEqual({ code: 'IN_USE', field: 'playbookId' });
  });

  test('R28: nobody below a manager finds one', async () => {
    const id = await started();
    const query = `query ($id: ID!) { node(id: $id) { __typename } }`;
    for (const viewer of [house.lin, house.teamLead])
      expect((await answer<{ node: unknown }>(house, viewer, query, { id })).node).toBeNull();
    expect((await answer<{ node: unknown }>(house, house.manager, query, { id })).node).toEqual({
      __typename: 'Pilot',
    });
    expect((await read(house, house.teamLead, PILOTS)).code).toBe('FORBIDDEN');
  });
});
