import { beforeAll, expect, test } from '@jest/globals';
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';
import { ROLES, type Role } from '../../domain/people.js';
import type { Viewer } from '../../domain/policy.js';
import { readSchema } from '../support/contract.js';
import { aHouse, type House } from '../support/house.js';
import { read } from '../support/reads.js';

const sdl = readSchema('schema/schema.graphql');

/** Who may ask at all, where that isn't everybody who is signed in. Whose data it is, is for tests of its own. */
const DOORS: Readonly<Partial<Record<Role, readonly string[]>>> = {
  TEAM_LEAD: [
    ...['assignCustomersFromPool', 'assignFromPool', 'assignLead', 'moveCustomersToPool', 'moveToPool'],
    ...['protectCustomer', 'protectCustomers', 'sendToNurture', 'transferCustomer'],
  ],
  MANAGER: [
    ...['bindPlaybook', 'cancelImport', 'cancelPoolChange', 'createPool', 'endPilot', 'handOver', 'imports'],
    ...[
      'migrateCustomers',
      'overrideStage',
      'pilots',
      'previewPool',
      'publishPlaybook',
      'retryDeadline',
      'retryDeadlines',
    ],
    ...['revertImport', 'simulatePlaybook', 'startImport', 'startPilot', 'updatePool'],
  ],
  ADMIN: [
    ...['apiKeys', 'createApiKey', 'createNurtureChannel', 'createSource', 'createTeam', 'createUser', 'createWebhook'],
    ...['deliveries', 'redeliver', 'removeWebhook', 'revokeApiKey', 'rotateSourceKey', 'testWebhook', 'timerHealth'],
    ...[
      'updateNurtureChannel',
      'updateSettings',
      'updateSource',
      'updateTeam',
      'updateUser',
      'updateWebhook',
      'webhooks',
    ],
  ],
};

const SCALARS: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2027-01-01T00:00:00Z',
  Date: '2027-01-01',
  Duration: 'P1D',
  Decimal: '1',
  JSON: {},
  JSONObject: {},
  Cursor: '0000000000000000000',
  PhoneNumber: '+8613800001111',
  URL: 'https://example.com',
};

/** Something of each type that has the right shape and means nothing. */
function anything(type: GraphQLInputType): unknown {
  const given = getNullableType(type);
  if (isListType(given)) return [anything(given.ofType)];
  if (isEnumType(given)) return given.getValues()[0]!.name;
  if (isInputObjectType(given)) return needed(Object.values(given.getFields()));
  return SCALARS[getNamedType(type).name] ?? 'nothing_like_it';
}

const needed = (fields: readonly (GraphQLArgument | GraphQLInputField)[]): Record<string, unknown> =>
  Object.fromEntries(fields.filter(({ type }) => isNonNullType(type)).map(({ name, type }) => [name, anything(type)]));

let house: House;
const viewers = {} as Record<Role, Viewer>;
beforeAll(async () => {
  house = await aHouse();
  Object.assign(viewers, { SALES: house.lin, TEAM_LEAD: house.teamLead, MANAGER: house.manager, ADMIN: house.admin });
});

/** The code of what was thrown when somebody asks for a root field with something of the right shape. */
async function codeFor(viewer: Viewer | null, root: 'query' | 'mutation', field: GraphQLField<unknown, unknown>) {
  const args = field.args.filter(({ type }) => isNonNullType(type));
  const head = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const call = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const picked = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  const source = `${root} ${head && `(${head})`} { ${field.name}${call && `(${call})`} ${picked} }`;
  return (await read(house, viewer, source, needed(args))).code;
}

test.each(['query', 'mutation'] as const)(
  'R28: every %s opens from one role upwards, and to nobody below',
  async (root) => {
    const type = root === 'query' ? sdl.getQueryType()! : sdl.getMutationType()!;
    const fields = Object.values(type.getFields());
    const found: Record<string, Role> = {};
    for (const field of fields) {
      const isOpen: boolean[] = [];
      for (const role of ROLES) isOpen.push((await codeFor(viewers[role], root, field)) !== 'FORBIDDEN');
      const least = isOpen.indexOf(true);
      expect([field.name, isOpen]).toEqual([field.name, ROLES.map((_, index) => index >= least && least >= 0)]);
      if (least > 0) found[field.name] = ROLES[least]!;
    }
    const expected = Object.entries(DOORS).flatMap(([role, names]) => names.map((name) => [name, role] as const));
    expect(found).toEqual(Object.fromEntries(expected.filter(([name]) => name in type.getFields())));
  },
);
