// @ts-check
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, EscalationsDocument, GenjinError, MeDocument, TeamsDocument } from '@genjin/sdk';

const { GENJIN_URL = '', GENJIN_KEY = '', ROBOT_URL = '', TEAM_IDS, SHOW_NAMES } = process.env;
const STATE_FILE = process.env.STATE_FILE ?? 'bot-state.json';

const LOST = -2;
/** What the robot answers that passes: nothing at all, that its system is busy, and too many messages within a minute. */
const PASSING = new Set([LOST, -1, 45009]);

/** @typedef {import('@genjin/sdk').EscalationsSubscription['escalations']} Escalation */

const client = createClient({ url: GENJIN_URL, token: GENJIN_KEY });
const teamIds = TEAM_IDS?.split(',') ?? (await client.request(TeamsDocument)).teams.map(({ id }) => id);

/** How far the group has been told, and of which deadlines lately: several superiors have a card each of the same one. */
const state = existsSync(STATE_FILE)
  ? /** @type {{ cursor: string, told: string[] }} */ (JSON.parse(readFileSync(STATE_FILE, 'utf8')))
  : { cursor: (await client.request(MeDocument)).head, told: [] };
keep(state.cursor);

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    isStopping = true;
    void client.close();
  });

while (!isStopping) await follow().catch(goOnAfter);

async function follow() {
  for await (const { escalations } of client.subscribe(EscalationsDocument, { teamIds, after: state.cursor })) {
    if (isStopping) return;
    const id = escalations.deadline?.id ?? escalations.id;
    if (!state.told.includes(id)) await post(textOf(escalations));
    state.told = [...state.told.filter((one) => one !== id), id].slice(-500);
    keep(escalations.cursor);
  }
}

/** The SDK comes back by itself for about two minutes; a bot has more patience. What a person has to mend ends it. @param {unknown} cause */
async function goOnAfter(cause) {
  if (!(cause instanceof GenjinError)) throw cause;
  const [code] = cause.codes;
  if (code === 'CURSOR_EXPIRED') {
    await post('跟进机器人停用超过 72 小时，期间的升级未播报，请到收件箱查看。');
    return keep(String(cause.errors[0]?.extensions?.head));
  }
  if (code && !['UNAVAILABLE', 'RATE_LIMITED', 'SLOW_CONSUMER', 'INTERNAL'].includes(code)) throw cause;
  console.error(`no line to ${GENJIN_URL}: ${cause.message}`);
  await pause(10_000);
}

/** @param {Escalation} escalation */
function textOf({ title, level, followUp, url }) {
  const what = SHOW_NAMES ? title : `${followUp?.purpose ?? '一项跟进'}逾期未处理`;
  return [`【第 ${level ?? 1} 级升级】${what}`, url].filter(Boolean).join('\n');
}

/** Until the robot has taken it. @param {string} content */
async function post(content) {
  for (let seconds = 1; ; seconds = Math.min(seconds * 2, 60)) {
    const { errcode, errmsg } = await robotAnswers(content);
    if (errcode === 0) return;
    if (!PASSING.has(errcode)) throw new Error(`the robot refuses: ${errcode} ${errmsg}`);
    await pause(seconds * 1000);
  }
}

/** @param {string} content @returns {Promise<{ errcode: number, errmsg: string }>} */
async function robotAnswers(content) {
  try {
    const response = await fetch(ROBOT_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'text', text: { content } }),
      signal: AbortSignal.timeout(10_000),
    });
    return await response.json();
  } catch (lost) {
    return { errcode: LOST, errmsg: String(lost) };
  }
}

/** In one step: a machine that dies leaves the old state or the new one. @param {string} cursor */
function keep(cursor) {
  state.cursor = cursor;
  writeFileSync(`${STATE_FILE}.next`, JSON.stringify(state));
  renameSync(`${STATE_FILE}.next`, STATE_FILE);
}
