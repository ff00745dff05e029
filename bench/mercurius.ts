// The peer: Mercurius as its guide has it, with its compiler and its loaders, and a statement for each level. It knows nothing of rights.
import Fastify from 'fastify';
import { GraphQLDateTime } from 'graphql-scalars';
import mercurius, { type IResolvers, type MercuriusLoaders } from 'mercurius';
import pg from 'pg';
import { groupedBy } from '../domain/grouped-by.js';

interface Row {
  readonly id: string;
  readonly ownerId: string | null;
}
interface FollowUp extends Row {
  readonly customerId: string;
  readonly status: string;
  readonly dueAt: Date | null;
}

const SCHEMA = `
  scalar DateTime
  enum CustomerOrder { NEXT_CONTACT_AT_ASC }
  input CustomerFilter { ownerIds: [ID!] }
  type Query { customers(first: Int!, orderBy: CustomerOrder, filter: CustomerFilter): CustomerConnection! }
  type CustomerConnection { nodes: [Customer!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! }
  type Customer {
    id: ID! version: Int! name: String! company: String phone: String intent: String! stage: Stage!
    nextContactAt: DateTime lastActivityAt: DateTime owner: User followUps(first: Int!): FollowUpConnection!
  }
  type Stage { code: String! }
  type User { id: ID! name: String! }
  type FollowUpConnection { nodes: [FollowUp!]! }
  type FollowUp { id: ID! status: String! channel: String outcome: String note: String occurredAt: DateTime owner: User }`;

const CUSTOMERS = `select id, version, name, company, phone, intent, stage, "nextContactAt", "lastActivityAt", "ownerId"
  from "Customer" where "ownerId" = any($1) order by "nextContactAt", id limit $2`;
const FOLLOW_UPS = `select f.* from unnest($1::text[]) parent(id) cross join lateral (
  select id, "customerId", status, "dueAt", channel, outcome, note, "occurredAt", "ownerId" from "FollowUp"
  where "customerId" = parent.id order by "createdAt" desc, id desc limit $2) f`;
const USERS = 'select id, name from "User" where id = any($1)';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], idleTimeoutMillis: 0 });

/** Prepared once on each connection. */
const read = async <Found extends object>(name: string, text: string, values: readonly unknown[]) =>
  (await pool.query<Found>({ name, text, values: [...values] })).rows;

interface CustomersAsked {
  readonly first: number;
  readonly filter: { readonly ownerIds: readonly string[] };
}

const resolvers = {
  DateTime: GraphQLDateTime,
  Query: {
    customers: async (_: unknown, { first, filter }: CustomersAsked) => {
      const rows = await read<Row>('customers', CUSTOMERS, [filter.ownerIds, first + 1]);
      return { nodes: rows.slice(0, first), pageInfo: { hasNextPage: rows.length > first } };
    },
  },
  Customer: { stage: ({ stage }: { readonly stage: string }) => ({ code: stage }) },
  FollowUp: {
    status: ({ status, dueAt }: FollowUp) =>
      status === 'PLANNED' && dueAt && dueAt.getTime() <= Date.now() ? 'OVERDUE' : status,
  },
};

async function owners(asked: readonly { readonly obj: Row }[]) {
  const ids = new Set(asked.flatMap(({ obj }) => obj.ownerId ?? []));
  const found = new Map((await read<Row>('users', USERS, [[...ids]])).map((user) => [user.id, user]));
  return asked.map(({ obj }) => (obj.ownerId === null ? null : found.get(obj.ownerId)));
}

async function followUps(asked: readonly { readonly obj: Row; readonly params: { readonly first: number } }[]) {
  const rows = await read<FollowUp>('followUps', FOLLOW_UPS, [asked.map(({ obj }) => obj.id), asked[0]!.params.first]);
  const byCustomer = groupedBy(rows, ({ customerId }) => customerId);
  return asked.map(({ obj }) => ({ nodes: byCustomer.get(obj.id) ?? [] }));
}

const loaders = { Customer: { owner: owners, followUps }, FollowUp: { owner: owners } };

const app = Fastify();
await app.register(mercurius, {
  schema: SCHEMA,
  resolvers: resolvers as unknown as IResolvers,
  loaders: loaders as unknown as MercuriusLoaders,
  jit: 1,
});
process.send!({ word: 'ready', what: await app.listen({ port: 0, host: '127.0.0.1' }) });
