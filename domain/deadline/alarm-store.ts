export const ALARM_STORES = ['MONGODB', 'POSTGRESQL', 'EMBEDDED'] as const;
/** Where alarms are kept: in MongoDB, beside our own tables in PostgreSQL, or in the embedded database. */
export type AlarmStoreKind = (typeof ALARM_STORES)[number];
