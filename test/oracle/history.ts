import type { Database } from '../../commands/store/open-database.js';
import { calendarFrom, loadSettings } from '../../commands/store/settings.js';
import { outcomeOf, type PlaybookDefinition } from '../../domain/playbook/playbook.js';
import { rankOf } from '../../domain/playbook/way.js';
import type { History, KnownStage, LogEntry } from './history-types.js';
import { LogReader, type Rows } from './log-reader.js';

/**
 * Reads the whole log, in its order, and what the log can't say: where somebody came from, what a deal is worth, which of the planned steps are
 * a stage's own, which moves were refused, the rules and the people.
 */
export async function historyOf({ pool, sql: db }: Database, asOf: Date): Promise<History> {
  const rows = async <T>(query: string) => (await pool.query(query)).rows as T[];
  const log = await rows<LogEntry>('select * from "Event" order by tx, ordinal');
  const known: Rows = {
    customers: await rows('select id, "sourceId", "playbookId", "createdAt", "mergedIntoId" from "Customer"'),
    leads: await rows('select id, "sourceId", channel, campaign, "receivedAt", "mergedIntoId" from "Lead"'),
    stageActions: await rows('select id from "FollowUp" where stage is not null'),
  };
  const { customers, leads, stays, holdings, steps, contacts, claims } = new LogReader(known).read(log);
  const deals = await rows<{ amount: string | null }>(
    'select id, "customerId", amount, currency, "createdAt" from "Deal"',
  );
  return {
    asOf,
    calendar: calendarFrom(await loadSettings(db)),
    stages: (await rows<Version>('select * from "Playbook" order by key, version')).flatMap(stagesOf),
    people: await rows('select id, name, "teamId", active from "User"'),
    customers,
    leads,
    stays,
    holdings,
    steps,
    contacts,
    claims,
    deals: deals.map((deal) => ({ ...deal, amount: deal.amount === null ? null : Number(deal.amount) })) as never,
    refusedMoves: await rows('select "customerId", "playbookId", "to", "ownerId", at from "RefusedMove"'),
    pools: new Map((await rows<Pool>(POOLS)).map(({ id, teamIds }) => [id, teamIds])),
    sources: new Map(
      (await rows<{ id: string; channel: string }>('select id, channel from "Source"')).map((s) => [s.id, s.channel]),
    ),
  };
}

interface Pool {
  readonly id: string;
  readonly teamIds: readonly string[];
}

const POOLS = `select p.id, array_remove(array_agg(t."teamId"), null) as "teamIds" from "Pool" p left join "PoolTeam" t on t."poolId" = p.id group by p.id`;

interface Version {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly definition: PlaybookDefinition;
}

function stagesOf({ id, key, version, definition }: Version): KnownStage[] {
  return definition.stages.map((stage, order) => ({
    playbookId: id,
    key,
    version,
    code: stage.code,
    label: stage.label,
    order,
    end: stage.end ?? false,
    outcome: outcomeOf(stage),
    rank: rankOf({ id, key, version, definition } as never, stage.code),
    funnelStep: stage.funnelStep ?? null,
  }));
}
