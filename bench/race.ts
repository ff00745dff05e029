import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { median } from './contender.js';
import { cpuOf } from './cpu.js';

/** What is sent to one of them. */
export interface Call {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One server that answers the same questions as the others. */
export interface Runner<Question> {
  readonly pid: number;
  readonly call: (question: Question) => Call;
  /** What of its answer the others' have to be equal to; left out: all. */
  readonly answer?: (body: unknown) => unknown;
}

export interface Race<Question> {
  readonly questions: readonly Question[];
  /** How many are asked in one round, and how many at the same time. */
  readonly asked: number;
  readonly lanes: number;
  readonly rounds: number;
  readonly databaseCpu: () => number;
}

/** For each question asked, in microseconds, and how many a second were answered. */
interface Round {
  readonly node: number;
  readonly database: number;
  readonly perSecond: number;
}

export type Rounds = Readonly<Record<string, readonly Round[]>>;

/** On a connection of its own. */
const ALONE = false;

const WHOLE = (body: unknown): unknown => body;

/** Engines compile what has run for a while; that is no part of a round. */
const WARMED_UP_BY = 3;

/** All of them answer the same before the first round and after the last; in each round they take turns. */
export async function race<Question>(
  runners: Readonly<Record<string, Runner<Question>>>,
  course: Race<Question>,
): Promise<Rounds> {
  await expectEqualAnswers(runners, course.questions);
  for (const runner of Object.values(runners))
    await oneRound(runner, { ...course, asked: WARMED_UP_BY * course.asked });
  const rounds: Record<string, Round[]> = {};
  for (let number = 0; number < course.rounds; number++)
    for (const [name, runner] of Object.entries(runners)) (rounds[name] ??= []).push(await oneRound(runner, course));
  await expectEqualAnswers(runners, course.questions);
  return rounds;
}

async function expectEqualAnswers<Question>(
  runners: Readonly<Record<string, Runner<Question>>>,
  questions: readonly Question[],
): Promise<void> {
  for (const question of questions) {
    const answers: [name: string, answer: unknown][] = [];
    for (const [name, { call, answer = WHOLE }] of Object.entries(runners))
      answers.push([name, answer(JSON.parse(await ask(call(question), ALONE)))]);
    const [[, expected] = [], ...others] = answers;
    const other = others.find(([, answer]) => !isDeepStrictEqual(answer, expected));
    if (other)
      throw new Error(`${other[0]} answers otherwise: ${JSON.stringify(other[1])}\n${JSON.stringify(expected)}`);
  }
}

async function oneRound<Question>(
  { pid, call }: Runner<Question>,
  { questions, asked, lanes, databaseCpu }: Race<Question>,
): Promise<Round> {
  const before = { node: cpuOf(pid).own, database: databaseCpu(), at: performance.now() };
  const agent = new Agent({ keepAlive: true }); // while others have their turn, servers close what lies idle
  let next = 0;
  const lane = async () => {
    while (next < asked) await ask(call(questions[next++ % questions.length]!), agent);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  agent.destroy();
  const seconds = (performance.now() - before.at) / 1000;
  const each = (after: number, from: number) => (after - from) / asked;
  return {
    node: each(cpuOf(pid).own, before.node),
    database: each(databaseCpu(), before.database),
    perSecond: asked / seconds,
  };
}

function ask({ url, method = 'POST', headers = {}, body }: Call, agent: Agent | false): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        if (response.statusCode === 200 && !text.includes('"errors":[')) resolve(text);
        else reject(new Error(`${url} answered ${response.statusCode}: ${text}`));
      });
    });
    asking.on('error', reject).end(body);
  });
}

const cpu = ({ node, database }: Round): number => node + database;

/** The median of rounds that lie side by side: the machine may be slower in the next. */
export const times = (rounds: Rounds, name: string, other: string, of: (round: Round) => number): number =>
  median(rounds[name]!.map((round, number) => of(round) / of(rounds[other]![number]!)));

export const timesCpu = (rounds: Rounds, name: string, other: string) => times(rounds, name, other, cpu);
export const timesPerSecond = (rounds: Rounds, name: string, other: string) =>
  times(rounds, name, other, ({ perSecond }) => perSecond);

/** A line for each of them. */
export function tell(title: string, rounds: Rounds, limit: string): void {
  const micros = (name: string, of: (round: Round) => number) => median(rounds[name]!.map(of)).toFixed(0);
  for (const name of Object.keys(rounds))
    console.log(
      `${title} ${name.padEnd(10)} ${timesCpu(rounds, name, limit).toFixed(2)} × the limit’s CPU (${micros(name, ({ node }) => node)} µs node + ${micros(name, ({ database }) => database)} µs database), ${timesPerSecond(rounds, name, limit).toFixed(2)} × its answers a second`,
    );
}
