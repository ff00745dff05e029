/** What an API key may be used for. Its role says whose data that concerns, and how far it goes. */
export const KEY_SCOPES = ['read', 'write', 'intake', 'configure', 'users', 'webhooks'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

export const isKeyScope = (text: string): text is KeyScope => (KEY_SCOPES as readonly string[]).includes(text);
