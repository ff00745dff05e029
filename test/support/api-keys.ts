import type { ResultOf } from '@graphql-typed-document-node/core';
import { CreateApiKeyDocument, type CreateApiKeyInput } from '../../clients/sdk/generated/operations.js';
import type { Api } from './api.js';
import { clientOf } from './clients.js';

export type NewKey = NonNullable<ResultOf<typeof CreateApiKeyDocument>['createApiKey']['apiKey']> & {
  readonly secret: string;
};

/** A new key, as the first administrator makes it. */
export async function newKey(api: Api, wishes: Partial<CreateApiKeyInput> = {}): Promise<NewKey> {
  const input = { name: '官网', role: 'MANAGER' as const, scopes: ['read', 'write'], ...wishes };
  const { createApiKey } = await clientOf(api, api.admin).request(CreateApiKeyDocument, { input });
  return { ...createApiKey.apiKey!, secret: createApiKey.secret! };
}
