export const IMPORT_KINDS = ['LEADS', 'CUSTOMERS'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_STATUSES = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'REVERTED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What came of one row. */
export const ROW_OUTCOMES = ['CREATED', 'DUPLICATE', 'FAILED', 'REVERTED'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];
