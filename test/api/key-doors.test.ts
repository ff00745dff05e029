import { beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLField, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { changesOfKeys, keyDoorOf } from '../../api/auth/key-doors.js';
import { TokenBuckets } from '../../api/intake/token-buckets.js';
import { apiSchema } from '../../api/build-schema.js';
import type { Context } from '../../api/context.js';
import { KEY_SCOPES, type KeyScope } from '../../domain/api-key/scopes.js';
import { readSchema } from '../support/contract.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await apiSchema();
});

const ROOTS = ['Query', 'Mutation', 'Subscription'] as const;

const BY_THE_GUARD = ['KEY_SCOPE_MISSING', 'PEOPLE_ONLY'];

/** Whether a key with these scopes gets past the guard of a root field. Its role opens nothing, so behind the guard it is turned back by that. */
async function passes(root: (typeof ROOTS)[number], name: string, scopes: readonly KeyScope[]): Promise<boolean> {
  const types = {
    Query: schema.getQueryType(),
    Mutation: schema.getMutationType(),
    Subscription: schema.getSubscriptionType(),
  };
  const field = types[root]!.getFields()[name] as GraphQLField<unknown, Context>;
  const context = {
    viewer: { id: 'usr_1', role: 'NOBODY', sessionId: 'key_1', key: { scopes, teamIds: [] } },
    auth: { keyLimits: new TokenBuckets({ burst: 10, perSecond: 1 }) },
  } as unknown as Context;
  const info = { operation: { selectionSet: { selections: [] } }, fragments: {} } as unknown as GraphQLResolveInfo;
  try {
    await (root === 'Subscription' ? field.subscribe : field.resolve)!({}, {}, context, info);
    return true;
  } catch (error) {
    return !BY_THE_GUARD.includes((error as { text?: { code: string } }).text?.code ?? '');
  }
}

describe.each(ROOTS)('every field of %s', (root) => {
  test('opens to a key with one of its scopes, and to no other', async () => {
    const sdl = readSchema('schema/schema.graphql');
    const names = Object.keys(
      { Query: sdl.getQueryType(), Mutation: sdl.getMutationType(), Subscription: sdl.getSubscriptionType() }[
        root
      ]!.getFields(),
    );
    for (const name of names) {
      const door = keyDoorOf(root, name);
      for (const scope of KEY_SCOPES) {
        const mayPass = door !== null && (door.length === 0 || door.includes(scope));
        expect({ name, scope, passes: await passes(root, name, [scope]) }).toEqual({ name, scope, passes: mayPass });
      }
    }
  });
});

test('signing in, keys, claims and what one person asks another for are no key’s', () => {
  const mutations = Object.keys(schema.getMutationType()!.getFields());
  const closed = mutations.filter((name) => keyDoorOf('Mutation', name) === null);
  expect(closed).toEqual(
    expect.arrayContaining([
      ...[
        'signIn',
        'signInWithWecom',
        'refreshSession',
        'signOut',
        'createApiKey',
        'revokeApiKey',
        'handOver',
        'markRead',
      ],
      ...[
        'claimCustomer',
        'claimCustomers',
        'claimLead',
        'claimNext',
        'requestApproval',
        'decideApproval',
        'objectToReclaim',
      ],
    ]),
  );
});

test('scopes name changes that there are', () => {
  const promised = readSchema('schema/contract.graphql').getMutationType()!.getFields();
  const served = schema.getMutationType()!.getFields();
  expect(changesOfKeys().filter((name) => !(name in served) && !(name in promised))).toEqual([]);
});
