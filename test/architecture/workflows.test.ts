import { readdirSync, readFileSync } from 'node:fs';
import { validateWorkflow } from '@action-validator/core';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Workflow {
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly { readonly run?: string }[];
}

const FOLDER = '.github/workflows';
const textOf = (name: string): string => readFileSync(`${FOLDER}/${name}`, 'utf8');
const workflows = readdirSync(FOLDER);

test.each(workflows)('%s is a workflow as GitHub takes it', (name) => {
  expect(validateWorkflow(textOf(name)).errors).toEqual([]);
});

test('one that is none is noticed', () => {
  expect(validateWorkflow('on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - runs: y\n').errors).not.toEqual(
    [],
  );
});

test.each(workflows)('%s runs scripts that there are', (name) => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const { jobs } = parse(textOf(name)) as Workflow;
  const asked = Object.values(jobs).flatMap(commandsOf).flatMap(scriptIn);
  expect(asked).toEqual(expect.arrayContaining(['test', 'check', 'test:services', 'test:chaos']));
  expect(asked.filter((script) => !(script in scripts))).toEqual([]);
});

test('what the suites are pointed to is what is started for them', () => {
  const { env = {} } = parse(textOf('ci.yml')) as Workflow;
  const { services } = parse(readFileSync('.github/services.yml', 'utf8'), { merge: true }) as {
    services: Record<string, { ports: string[] }>;
  };
  const started = Object.values(services).flatMap(({ ports }) => ports.map((port) => port.split(':').at(-2)));
  const used = Object.values(env).flatMap((urls) => urls.split(',').map((url) => new URL(url).port));
  expect(used.sort()).toEqual(started.sort());
});

function commandsOf({ steps, strategy }: Job): readonly string[] {
  const commands = steps.flatMap(({ run }) => run ?? []);
  return Object.entries(strategy?.matrix ?? {}).reduce(
    (all, [name, values]) =>
      all.flatMap((one) => values.map((value) => one.replaceAll(`\${{ matrix.${name} }}`, value))),
    commands,
  );
}

const scriptIn = (command: string): readonly string[] =>
  [...command.matchAll(/npm (?:run (\S+)|(test))/g)].map(([, script, test]) => script ?? test!);
