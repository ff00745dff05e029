import { describe, expect, test } from '@jest/globals';
import { captureLead } from '../../commands/capture-lead.js';
import { rescoreBatch } from '../../commands/rescore-batch.js';
import { updateSettings, type UpdateSettings } from '../../commands/update-settings.js';
import { shippedData } from '../../commands/store/shipped-data.js';
import type { Settings } from '../../commands/store/settings.js';
import { aNewSource, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, type House } from '../support/house.js';
import { capture, modest } from '../support/leads.js';

const shipped = shippedData('settings.default.json') as Settings;
const { assignment, scoring } = shipped;
const rule = (over: object) => ({
  assignment: { ...assignment, rules: [{ to: 'ANY_TEAM' }, { to: 'ANY_TEAM', ...over }] },
});
const tagRule = (over: object) => ({ tagging: { rules: [{ tags: ['询价'], ...over }] } });
const scoringRule = (over: object) => ({
  scoring: { threshold: 60, rules: [{ code: 'A', points: 1, when: { has: 'phone' }, ...over }] },
});

const reasonsOfLoss = (over: object) => ({
  reasons: { LOSS: [{ code: 'A', label: { 'zh-CN': '甲', en: 'A' }, ...over }] },
});
const reason = (code: string) => ({ code, label: { 'zh-CN': code, en: code } });

const update = (house: House, input: UpdateSettings) => house.as(house.admin, updateSettings, input);

describe('changing the settings', () => {
  test('tells each changed part, old and new; the same again changes nothing', async () => {
    const house = await aHouse();
    const input = { timeZone: 'Europe/Berlin', locale: 'EN' as const, holidays: ['2026-10-01'] };
    expect((await update(house, input)).cursor).not.toBeNull();
    expect((await update(house, { ...input, scoring, assignment })).cursor).toBeNull();
    const [event] = await rowsOf(house, 'Event', `type = 'SETTINGS_CHANGED'`);
    expect(event).toMatchObject({
      actorId: house.admin.id,
      changes: [
        { field: 'timeZone', old: 'Asia/Shanghai', new: 'Europe/Berlin' },
        { field: 'locale', old: 'ZH_CN', new: 'EN' },
        { field: 'holidays', old: [{ calendar: 'CN' }], new: ['2026-10-01'] },
      ],
    });
  });

  test('what an assignment leaves out is as shipped', async () => {
    const house = await aHouse();
    await update(house, {
      assignment: { rules: [], default: { to: 'ANY_TEAM' }, capPerPerson: 5, responseWithin: null },
    });
    const [settings] = await rowsOf(house, 'Settings');
    expect(settings!['assignment']).toMatchObject({ capPerPerson: 5, responseWithin: null, reassignAfter: 'P1D' });
  });

  test.each<[string, UpdateSettings]>([
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '+08:00' }],
    ['workingHours.days', { workingHours: { days: [], from: '08:00', to: '18:00' } }],
    ['workingHours.days[1]', { workingHours: { days: [1, 8], from: '08:00', to: '18:00' } }],
    ['workingHours.to', { workingHours: { days: [1], from: '18:00', to: '08:00' } }],
    ['workingHours.from', { workingHours: { days: [1], from: '25:00', to: '26:00' } }],
    ['workingHours.lunch', { workingHours: { days: [1], from: '08:00', to: '18:00', lunch: true } }],
    ['holidays[0]', { holidays: ['2026-02-30'] }],
    ['holidays[1].date', { holidays: ['2026-10-01', { working: true }] }],
    ['holidays[1]', { holidays: ['2026-10-01', { date: '2026-10-01' }] }],
    ['holidays[0].calendar', { holidays: [{ calendar: 'MARS' }] }],
    ['holidays[1]', { holidays: [{ calendar: 'CN' }, { calendar: 'CN' }] }],
    ['scoring.threshold', { scoring: { rules: [] } }],
    ['scoring.rules[0].points', scoringRule({ points: '30' })],
    ['scoring.rules[0].when', scoringRule({ when: { has: 'phone', any: ['email'] } })],
    ['scoring.rules[0].when.has', scoringRule({ when: { has: 'shoeSize' } })],
    ['scoring.rules[0].when.sourceQualityAtLeast', scoringRule({ when: { sourceQualityAtLeast: 9 } })],
    ['scoring.rules[0].label.en', scoringRule({ label: { 'zh-CN': '电话' } })],
    [
      'scoring.rules[1].code',
      { scoring: { threshold: 1, rules: [1, 2].map((points) => ({ code: 'A', points, when: { has: 'phone' } })) } },
    ],
    ['assignment.default', { assignment: { rules: [], capPerPerson: 1, responseWithin: 'PT2H' } }],
    ['assignment.capPerPerson', { assignment: { ...assignment, capPerPerson: -1 } }],
    ['assignment.responseWithin', { assignment: { ...assignment, responseWithin: '2 hours' } }],
    ['assignment.responseWithin', { assignment: { ...assignment, responseWithin: 'PT0S' } }],
    ['assignment.reopenFollowUpWithin', { assignment: { ...assignment, reopenFollowUpWithin: null } }],
    ['assignment.rules[1].to', rule({ to: 'EVERYBODY' })],
    ['assignment.rules[1].to', rule({ to: { teamId: 'a', userId: 'b' } })],
    ['assignment.rules[1].by', rule({ by: 'COIN' })],
    ['assignment.rules[1].when.color', rule({ when: { color: ['red'] } })],
    ['assignment.rules[1].when.regions', rule({ when: { regions: [] } })],
    ['assignment.rules[1].to.teamId', rule({ to: { teamId: 'team_nowhere' } })],
    ['assignment.rules[1].to.userId', rule({ to: { userId: 'usr_nobody' } })],
    ['assignment.rules[1].when.sourceIds[0]', rule({ when: { sourceIds: ['src_none'] } })],
    ['tagging.rules', { tagging: {} }],
    ['tagging.rules[0].tags', tagRule({ tags: [] })],
    ['tagging.rules[0].tags', tagRule({ tags: '询价' })],
    ['tagging.rules[0].tags[0]', tagRule({ tags: [' '] })],
    ['tagging.rules[0].tags[0]', tagRule({ tags: ['长'.repeat(51)] })],
    ['tagging.rules[0].when.words', tagRule({ when: { words: [] } })],
    ['tagging.rules[0].when.word', tagRule({ when: { word: ['报价'] } })],
    ['reasons.WIN', { reasons: { WIN: [] } }],
    ['reasons.LOSS', { reasons: { LOSS: null } }],
    ['reasons.LOSS[0].label.en', reasonsOfLoss({ label: { 'zh-CN': '甲' } })],
    ['reasons.LOSS[0].code', reasonsOfLoss({ code: '价 格' })],
    ['reasons.LOSS[0].order', reasonsOfLoss({ order: '1' })],
    ['reasons.LOSS[0].colour', reasonsOfLoss({ colour: 'red' })],
    ['reasons.LOSS[1].code', { reasons: { LOSS: [reason('A'), reason('A')] } }],
    ['tagging.rules[0].when.sourceIds[0]', tagRule({ when: { sourceIds: ['src_none'] } })],
  ])('a mistake is named by its path: %s', async (field, input) => {
    const house = await aHouse();
    await expect(update(house, input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  test('C1: two who change reasons of different kinds at once don’t undo each other; of one kind the later list holds', async () => {
    const house = await aHouse();
    const both = [{ LOSS: [reason('A'), reason('B')] }, { PAUSE: [reason('P')] }, { LOSS: [reason('B'), reason('C')] }];
    const outcomes = await Promise.all(both.map((reasons) => update(house, { reasons })));
    expect(outcomes.every(({ cursor }) => cursor !== null)).toBe(true);
    const [settings] = await rowsOf(house, 'Settings');
    const { LOSS, PAUSE } = settings!['reasons'] as Record<string, { code: string; active: boolean }[]>;
    expect(PAUSE!.map(({ code }) => code)).toEqual(['P']);
    expect(LOSS!.map(({ code }) => code).sort()).toEqual(['A', 'B', 'C']);
    expect(LOSS!.filter(({ active }) => active)).toHaveLength(2);
  });

  test('a year without a working day is refused', async () => {
    const house = await aHouse();
    await update(house, { workingHours: { days: [1], from: '08:00', to: '24:00' } });
    const today = Date.now();
    const days = Array.from({ length: 375 }, (_, n) => new Date(today + n * 86_400_000).toISOString().slice(0, 10));
    await expect(update(house, { holidays: days })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'holidays',
    });
  });
});

describe('L6: scoring anew when the rules change', () => {
  const doubled = { scoring: { ...scoring, rules: scoring.rules.map((one) => ({ ...one, points: one.points * 2 })) } };
  const batch = (house: House, limit = 3) => house.as(null, rescoreBatch, { limit });

  /** Seven leads of 50 points and two of 20. */
  async function nineLeads(house: House): Promise<void> {
    const sourceId = await aNewSource(house);
    for (let n = 0; n < 7; n++) await capture(house, modest(sourceId));
    for (let n = 0; n < 2; n++) await house.as(null, captureLead, { sourceId, name: `匿名${n}` });
  }

  test('in batches, with progress; those that reach the threshold in the pool are assigned, fairly', async () => {
    const house = await aHouse();
    await nineLeads(house);
    await update(house, doubled);
    expect(await rowsOf(house, 'RescoreRun')).toMatchObject([{ total: 9, done: 0, finishedAt: null }]);
    const outcomes = [];
    for (let n = 0; n < 5; n++) outcomes.push((await batch(house)).answer['outcome']);
    expect(outcomes).toEqual(['MORE', 'MORE', 'MORE', 'DONE', 'NONE']);
    expect(await rowsOf(house, 'RescoreRun')).toMatchObject([{ total: 9, done: 9, finishedAt: expect.any(Date) }]);
    expect(await rowsOf(house, 'Lead', 'score = 100')).toHaveLength(7);
    expect(await rowsOf(house, 'Event', `type = 'LEAD_SCORED'`)).toHaveLength(9);
    const owned = await rowsOf(house, 'Lead', `status = 'ASSIGNED'`);
    const ofLin = owned.filter(({ ownerId }) => ownerId === house.lin.id).length;
    expect([owned.length, Math.abs(2 * ofLin - owned.length)]).toEqual([7, 1]);
  });

  test('what a worker that died had begun is done once, by whoever goes on', async () => {
    const house = await aHouse();
    await nineLeads(house);
    await update(house, doubled);
    await batch(house);
    const dying = house.run(
      {
        name: 'dies',
        body: async (tx, input: { limit: number }, call) => {
          await rescoreBatch.body(tx, input, call);
          throw new Error('the worker is gone');
        },
      },
      { limit: 3 },
      { by: null },
    );
    await expect(dying).rejects.toThrow('gone');
    expect(await rowsOf(house, 'RescoreRun')).toMatchObject([{ done: 3 }]);
    while ((await batch(house)).answer['outcome'] === 'MORE');
    const scored = await rowsOf(house, 'Event', `type = 'LEAD_SCORED'`);
    expect(new Set(scored.map(({ leadId }) => leadId)).size).toBe(9);
    expect(scored).toHaveLength(9);
  });

  test('a lower threshold assigns without scoring anything anew, and tells nobody of those who find nobody', async () => {
    const house = await aHouse();
    await nineLeads(house);
    await update(house, { assignment: { ...assignment, capPerPerson: 2 } });
    await update(house, { scoring: { ...scoring, threshold: 40 } });
    while ((await batch(house)).answer['outcome'] === 'MORE');
    expect(await rowsOf(house, 'Event', `type = 'LEAD_SCORED'`)).toEqual([]);
    expect(await rowsOf(house, 'Lead', `status = 'ASSIGNED'`)).toHaveLength(4);
    expect(await rowsOf(house, 'Notification', `kind = 'SYSTEM'`)).toEqual([]);
  });

  test('rules that change again meanwhile begin a new run', async () => {
    const house = await aHouse();
    await nineLeads(house);
    await update(house, doubled);
    await batch(house);
    await update(house, { scoring });
    expect(await rowsOf(house, 'RescoreRun', '"finishedAt" is null')).toHaveLength(1);
    while ((await batch(house)).answer['outcome'] === 'MORE');
    const [lead] = await rowsOf(house, 'Lead', 'true order by id');
    expect(await loadRow(house, 'Lead', String(lead!['id']))).toMatchObject({ score: 50 });
  });
});
