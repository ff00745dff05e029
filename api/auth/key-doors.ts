import { KEY_SCOPES, type KeyScope } from '../../domain/api-key/scopes.js';

/** Which scopes open a root field to an API key: one of them is enough, of none nothing is asked; null: it is for people only. */
export type KeyDoor = readonly KeyScope[] | null;

/** Role and teams narrow what is read, so all reading is one scope, but for these. */
const READS: ReadonlyMap<string, KeyDoor> = new Map<string, KeyDoor>([
  ['viewer', []],
  ['head', []],
  ['apiKeys', null],
  ['wecomJsConfig', null],
  ['webhooks', ['webhooks']],
  ['deliveries', ['webhooks']],
]);

/** Changes that a scope opens. All others are people's: signing in, keys, claims, and what one person asks another for. */
const CHANGES: Readonly<Record<KeyScope, readonly string[]>> = {
  read: ['startExport'],
  intake: ['captureLead'],
  write: [
    ...['createCustomer', 'updateCustomer', 'transferCustomer', 'advanceCustomer', 'advanceCustomers', 'overrideStage'],
    ...['protectCustomer', 'protectCustomers', 'writeReview', 'mergeCustomers', 'mergeLeads', 'unmerge'],
    ...['releaseCustomer', 'releaseCustomers', 'assignFromPool', 'assignCustomersFromPool'],
    ...['moveToPool', 'moveCustomersToPool'],
    ...['captureLead', 'updateLead', 'assignLead', 'qualifyLead', 'disqualifyLead', 'releaseLead', 'tagLeads'],
    ...['setLeadConsent', 'sendToNurture'],
    ...['planFollowUp', 'completeFollowUp', 'recordFollowUp', 'cancelFollowUp', 'acknowledge', 'snooze'],
    ...['recordQuote', 'confirmQuoteReceipt', 'confirmInvoice', 'createUpload', 'attachContract', 'signContract'],
    ...['setInstalments', 'recordPayment', 'voidPayment', 'handOverDelivery', 'checkDeliveryItem'],
    ...['startImport', 'cancelImport', 'revertImport', 'retryDeadline', 'retryDeadlines'],
  ],
  configure: [
    ...['publishPlaybook', 'bindPlaybook', 'migrateCustomers', 'createPool', 'updatePool', 'cancelPoolChange'],
    ...['updateSettings', 'createSource', 'updateSource', 'rotateSourceKey'],
    ...['createNurtureChannel', 'updateNurtureChannel'],
  ],
  users: ['createUser', 'updateUser', 'createTeam', 'updateTeam'],
  webhooks: ['createWebhook', 'updateWebhook', 'removeWebhook', 'testWebhook', 'redeliver'],
};

export function keyDoorOf(root: 'Query' | 'Mutation' | 'Subscription', field: string): KeyDoor {
  if (root !== 'Mutation') return READS.get(field) ?? (READS.has(field) ? null : ['read']);
  const scopes = KEY_SCOPES.filter((scope) => CHANGES[scope].includes(field));
  return scopes.length > 0 ? scopes : null;
}

/** Every change that some scope opens. */
export const changesOfKeys = (): readonly string[] => Object.values(CHANGES).flat();
