import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CreateCustomerDocument, FunnelDocument } from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { newKey } from '../support/api-keys.js';
import { clientOf } from '../support/clients.js';
import { anIntegration, type Integration } from '../support/installed-sdk.js';
import { anOverdueAction, escalate } from '../support/overdue.js';
import { Providers } from '../support/providers/providers.js';
import { ran } from '../support/ran.js';
import { until } from '../support/until.js';

const LIMIT_MS = 60_000;

let api: Api;
beforeEach(async () => {
  api = await anApi();
});

describe('the bot that tells a WeCom group of escalations', () => {
  let integration: Integration;
  let providers: Providers;
  let robot: string;
  const bots: ChildProcess[] = [];
  let env: Record<string, string>;
  let sales: string;

  beforeAll(async () => {
    integration = await anIntegration();
    integration.write({ 'bot.mjs': readFileSync('clients/examples/wecom-bot/bot.mjs', 'utf8') });
  });

  beforeEach(async () => {
    providers = new Providers();
    const url = await providers.start();
    providers.wecom.robots.add('group');
    robot = `${url}/cgi-bin/webhook/send?key=group`;
    const teamId = await api.team('华东组');
    await api.person('TEAM_LEAD', teamId);
    sales = (await api.person('SALES', teamId)).token;
    await api.person('MANAGER');
    await api.person('MANAGER');
    const { secret } = await newKey(api, { role: 'MANAGER', scopes: ['read'] });
    const STATE_FILE = join(integration.folder, `state-${Math.random()}.json`);
    env = { GENJIN_URL: api.graphqlUrl, GENJIN_KEY: secret, ROBOT_URL: robot, STATE_FILE };
  });

  afterEach(async () => {
    for (const bot of bots.splice(0)) bot.kill('SIGKILL');
    await providers.stop();
  });

  /** A bot that runs; its end is the code or the signal it ends with. */
  function aBot(over: Record<string, string> = {}) {
    const { NODE_OPTIONS: _, ...ours } = process.env;
    const bot = spawn(process.execPath, ['bot.mjs'], { cwd: integration.folder, env: { ...ours, ...env, ...over } });
    let output = '';
    for (const stream of [bot.stdout, bot.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    bots.push(bot);
    const ended = new Promise<number | string>((resolve) =>
      bot.once('close', (code, signal) => resolve(code ?? signal!)),
    );
    const stop = (signal: NodeJS.Signals) => (bot.kill(signal), ended);
    return { stop, ended, output: () => output };
  }

  const said = () => providers.shown.map(({ text }) => text);
  const saysSoFar = (count: number) =>
    until(`the group has read ${count}`, () => said().length === count, LIMIT_MS).catch((cause: Error) => {
      throw new Error(`${cause.message}: ${JSON.stringify(said())}`);
    });
  const isListening = () => until('it has begun', () => existsSync(env['STATE_FILE']!), LIMIT_MS);

  test('tells each once, also what came while it was away, stopped or killed', async () => {
    const first = aBot();
    await isListening();
    await escalate(api, await anOverdueAction(api, sales), 1);
    await saysSoFar(1);
    expect(await first.stop('SIGTERM')).toBe(0);

    await escalate(api, await anOverdueAction(api, sales), 1);
    await escalate(api, await anOverdueAction(api, sales), 1);
    const second = aBot();
    await saysSoFar(3);
    const state = () => JSON.parse(readFileSync(env['STATE_FILE']!, 'utf8')) as { told: string[] };
    await until('it knows what it has told', () => state().told.length === 3, LIMIT_MS);
    expect(await second.stop('SIGKILL')).toBe('SIGKILL');

    await escalate(api, await anOverdueAction(api, sales), 1);
    aBot();
    await saysSoFar(4);
    await api.restart();
    await escalate(api, await anOverdueAction(api, sales), 1);
    await saysSoFar(5);
    expect(said()).toEqual(Array(5).fill(expect.stringMatching(/^【第 1 级升级】.*逾期未处理/)));
    expect(said().join()).not.toContain('周敏');
  });

  test('tells once what several superiors hear of, and comes again where the robot is busy', async () => {
    const bot = aBot({ SHOW_NAMES: '1' });
    await isListening();
    providers.faults.push(45009, -1, 'RESET');
    await escalate(api, await anOverdueAction(api, sales), 2);
    await escalate(api, await anOverdueAction(api, sales), 1);
    await saysSoFar(3);
    expect(said().map((text) => text.slice(0, 9))).toEqual(['【第 1 级升级】', '【第 2 级升级】', '【第 1 级升级】']);
    expect(said().join()).toContain('周敏');
    expect(await bot.stop('SIGTERM')).toBe(0);
  });

  test('ends where a person has to mend something, and says what', async () => {
    const wrongKey = aBot({ GENJIN_KEY: 'gj_wrong' });
    expect(await wrongKey.ended).toBe(1);
    expect(wrongKey.output()).toContain('UNAUTHENTICATED');
    const wrongRobot = aBot({ ROBOT_URL: robot.replace('group', 'nobody') });
    await isListening();
    await escalate(api, await anOverdueAction(api, sales), 1);
    expect(await wrongRobot.ended).toBe(1);
    expect(wrongRobot.output()).toContain('93000');
  });
});

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('THE PYTHON EXAMPLE IS NOT TESTED: there is no python3 here');

(hasPython ? describe : (describe.skip as typeof describe))('the funnel from Python', () => {
  const funnel = (args: readonly string[], env: Record<string, string>) =>
    ran('python3', [resolve('clients/examples/funnel-report/funnel.py'), ...args], { cwd: '.', env });

  test('prints what the API counts, as a table and as CSV', async () => {
    const client = clientOf(api, api.admin);
    for (const phone of ['13800138001', '13800138002', '13800138003'])
      await client.request(CreateCustomerDocument, { input: { name: '周敏', phone } });
    const { steps } = (await client.request(FunnelDocument, { input: { mode: 'SNAPSHOT' } })).funnel;
    expect(steps.some(({ count }) => count === 3)).toBe(true);
    const { secret } = await newKey(api, { scopes: ['read'] });
    const env = { GENJIN_URL: api.graphqlUrl, GENJIN_KEY: secret, PYTHONIOENCODING: 'utf-8' };

    const csv = await funnel(['--csv'], env);
    expect(csv.output.trim().split('\n').slice(1)).toEqual(
      steps.map(({ code, label, count }) => `${code},${label},${count},,`),
    );
    const { output, code } = await funnel(['--cohort', '--grouped'], env);
    expect(code).toBe(0);
    expect(output).toMatch(/^WON\s+成交\s+\d+/m);
  });

  test('says what is wrong', async () => {
    const { output, code } = await funnel([], { GENJIN_URL: api.graphqlUrl, GENJIN_KEY: 'gj_wrong' });
    expect(code).toBe(1);
    expect(output).toMatch(/^UNAUTHENTICATED: /);
  });
});
