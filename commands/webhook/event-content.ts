import { sql } from 'kysely';
import type { FieldChange } from '../../domain/change.js';
import { encodeCursor } from '../store/cursor.js';
import type { Tx } from '../store/tx.js';

/** A call to a webhook, but for its signature. */
export interface EventContent {
  readonly url: string;
  /** Sealed; the first is the present one, a second still holds. */
  readonly secrets: readonly string[];
  readonly body: string;
}

/** What of an event is told at most; of a larger one that it happened. */
const LONGEST_BODY = 256 * 1024;

interface Row {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly tx: string;
  readonly ordinal: number;
  readonly type: string;
  readonly at: Date;
  readonly rule: string | null;
  readonly actor: { readonly id: string; readonly name: string; readonly isApiKey: boolean } | null;
  readonly customerId: string | null;
  readonly leadId: string | null;
  readonly recipientId: string | null;
  readonly customerVersion: number | null;
  readonly leadVersion: number | null;
  readonly changes: readonly FieldChange[];
  readonly data: Readonly<Record<string, unknown>>;
}

const SECRETS = sql<
  string[]
>`array_remove(array[w.secret, case when w."previousUntil" > now() then w."previousSecret" end], null)`;

/** What an integrator is told of an event; its subject's version is the one of the moment when it is sent. */
export async function eventContent(
  { sql: db }: Tx,
  {
    webhookId,
    eventTx,
    eventOrdinal,
  }: { webhookId: string | null; eventTx: string | null; eventOrdinal: number | null },
): Promise<EventContent> {
  const { rows } = await sql<Row>`
    select w.url, ${SECRETS} as secrets,
      e.tx, e.ordinal, e.type, e.at, e.rule, e."customerId", e."leadId", e."recipientId", e.changes, e.data,
      case when u.id is not null then
        jsonb_build_object('id', u.id, 'name', u.name, 'isApiKey', u."apiKeyId" is not null) end as actor,
      c.version as "customerVersion", l.version as "leadVersion"
    from "Webhook" w cross join "Event" e
      left join "User" u on u.id = e."actorId"
      left join "Customer" c on c.id = e."customerId"
      left join "Lead" l on l.id = e."leadId"
    where w.id = ${webhookId} and e.tx = ${eventTx}::bigint and e.ordinal = ${eventOrdinal}`.execute(db);
  const row = rows[0]!;
  const { url, secrets } = row;
  return { url, secrets, body: bodyOf(row) };
}

/** What is called as an event is, and tells of none. */
export async function testContent(
  { sql: db }: Tx,
  { webhookId, createdAt }: { webhookId: string | null; createdAt: Date },
): Promise<EventContent> {
  const { rows } = await sql<Pick<Row, 'url' | 'secrets'>>`
    select w.url, ${SECRETS} as secrets from "Webhook" w where w.id = ${webhookId}`.execute(db);
  const { url, secrets } = rows[0]!;
  const about = { subject: null, customerId: null, leadId: null, recipientId: null, actor: null, rule: null };
  const data = { id: null, cursor: null, ...about, changes: [], data: { webhookId } };
  return { url, secrets, body: JSON.stringify({ type: 'WEBHOOK_TEST', timestamp: createdAt.toISOString(), data }) };
}

function bodyOf({ type, at, changes, data, ...row }: Row): string {
  const told = (more: object) =>
    JSON.stringify({ type, timestamp: at.toISOString(), data: { ...placed(row), ...more } });
  const whole = told({ changes, data });
  return Buffer.byteLength(whole) <= LONGEST_BODY ? whole : told({ changes: [], data: {}, truncated: true });
}

function placed(row: Omit<Row, 'type' | 'at' | 'changes' | 'data'>) {
  const { customerId, leadId, recipientId, customerVersion, leadVersion, actor, rule } = row;
  const cursor = encodeCursor(row);
  const customer = customerId !== null && { type: 'Customer', id: customerId, version: customerVersion };
  const lead = leadId !== null && { type: 'Lead', id: leadId, version: leadVersion };
  return {
    id: `evt_${cursor}`,
    cursor,
    subject: customer || lead || null,
    customerId,
    leadId,
    recipientId,
    actor,
    rule,
  };
}
