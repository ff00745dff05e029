import { readFileSync } from 'node:fs';
import { commandRunner, type Command, type Outcome, type Run } from '../../commands/command.js';
import { newId } from '../../commands/store/ids.js';
import { settleLogEpoch } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Role } from '../../domain/people.js';
import type { PlaybookDefinition } from '../../domain/playbook/playbook.js';
import type { Viewer } from '../../domain/policy.js';
import { aDatabase } from './database.js';

/** A small company on an empty database: settings, the default playbook, three pools, one team of four, a manager and an administrator. */
export interface House {
  readonly database: Database;
  readonly run: Run;
  readonly teamId: string;
  readonly playbookId: string;
  readonly pools: { readonly public: string; readonly dormant: string; readonly lead: string };
  readonly lin: Viewer;
  readonly wang: Viewer;
  readonly teamLead: Viewer;
  readonly manager: Viewer;
  readonly admin: Viewer;
  /** Runs a command and answers what became of it; a refusal is an answer too. */
  as<I>(by: Viewer | null, command: Command<I>, input: I, idempotencyKey?: string): Promise<Outcome>;
}

export const defaultPlaybook = readJson('playbook.default.json') as PlaybookDefinition;

export async function aHouse({ playbook = defaultPlaybook }: { playbook?: PlaybookDefinition } = {}): Promise<House> {
  const database = await aDatabase();
  await settleLogEpoch(database.sql);
  await seedSettings(database);
  const playbookId = await seedPlaybook(database, playbook);
  const pools = await seedPools(database);
  const teamId = newId('Team');
  await database.sql
    .insertInto('Team')
    .values({ id: teamId, name: '华东组', leadId: null, playbookId, createdAt: new Date() })
    .execute();
  const person = (name: string, role: Role, team: string | null) => seedPerson(database, name, role, team);
  const teamLead = { ...(await person('陈组长', 'TEAM_LEAD', teamId)), ledTeamIds: [teamId] };
  await database.sql.updateTable('Team').set({ leadId: teamLead.id }).where('id', '=', teamId).execute();
  const run = commandRunner(database, () => undefined);
  return {
    database,
    run,
    teamId,
    playbookId,
    pools,
    teamLead,
    lin: await person('林小姐', 'SALES', teamId),
    wang: await person('王先生', 'SALES', teamId),
    manager: await person('赵经理', 'MANAGER', null),
    admin: await person('管理员', 'ADMIN', null),
    as: (by, command, input, idempotencyKey) => run(command, input, { by, idempotencyKey: idempotencyKey ?? null }),
  };
}

/** The default playbook with some spans shortened, counted in clock time. */
export function playbookWith(
  change: (stage: Record<string, unknown>) => object,
  rest: object = {},
): PlaybookDefinition {
  const stages = defaultPlaybook.stages.map((stage) => ({
    ...stage,
    ...change(stage as unknown as Record<string, unknown>),
  }));
  return { ...defaultPlaybook, calendar: 'CLOCK', ...rest, stages };
}

export async function seedSettings({ sql }: Database): Promise<void> {
  const { timeZone, locale, ...json } = readJson('settings.default.json') as Record<string, string>;
  const columns = {
    workingHours: json['workingHours'],
    holidays: json['holidays'],
    scoring: json['scoring'],
    assignment: json['assignment'],
  };
  const encoded = Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, JSON.stringify(value)]));
  await sql
    .insertInto('Settings')
    .values({
      id: 1,
      timeZone: timeZone!,
      locale: locale as 'ZH_CN',
      ...(encoded as Record<'workingHours' | 'holidays' | 'scoring' | 'assignment', string>),
      reasons: '{}',
      followUps: JSON.stringify({ remindBefore: ['PT1H'] }),
      push: JSON.stringify(json['push']),
    })
    .execute();
}

export async function seedPlaybook({ sql }: Database, definition: PlaybookDefinition, version = 1): Promise<string> {
  const id = newId('Playbook');
  const row = { id, key: definition.key, version, definition: JSON.stringify(definition), publishedAt: new Date() };
  await sql.insertInto('Playbook').values(row).execute();
  return id;
}

async function seedPools({ sql }: Database): Promise<House['pools']> {
  const rules = JSON.stringify(readJson('pool.default.json'));
  const named = { public: ['公海', 'PUBLIC'], dormant: ['休眠池', 'DORMANT'], lead: ['线索池', 'LEAD'] } as const;
  const ids = { public: newId('Pool'), dormant: newId('Pool'), lead: newId('Pool') };
  for (const key of ['public', 'dormant', 'lead'] as const) {
    const [name, kind] = named[key];
    await sql.insertInto('Pool').values({ id: ids[key], name, kind, rules, createdAt: new Date() }).execute();
  }
  return ids;
}

export async function seedPerson({ sql }: Database, name: string, role: Role, teamId: string | null): Promise<Viewer> {
  const id = newId('User');
  await sql.insertInto('User').values({ id, name, role, teamId, locale: 'ZH_CN', createdAt: new Date() }).execute();
  return { id, role, teamId, active: true, onLeaveUntil: null, delegateId: null, ledTeamIds: [] };
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8'));
}
