import type pg from 'pg';
import { statementsOf, type Statement } from './statements-of.js';

const LARGE = new Set(['Event', 'FollowUp', 'StageVisit', 'Tenure', 'Obligation', 'Customer', 'Lead', 'Deadline']);

/** The large tables that the planner would read from one end to the other for what a piece of work asks. */
export async function readWhole(pool: pg.Pool, work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements = await statementsOf(pool, work);
  const asked = statements.filter(({ text }) => /^\s*(select|with)/i.test(text));
  const plans = await Promise.all(asked.map((statement) => planOf(pool, statement)));
  return plans.flatMap(wholeScans);
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

async function planOf(pool: pg.Pool, { text, values }: Statement): Promise<Node> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (format json) ${text}`, [...values]);
  return rows[0]!['QUERY PLAN'][0].Plan;
}

function wholeScans(node: Node): readonly string[] {
  const table = node['Relation Name'] ?? '';
  const own = node['Node Type'] === 'Seq Scan' && LARGE.has(table) ? [table] : [];
  return [...own, ...(node.Plans ?? []).flatMap(wholeScans)];
}
