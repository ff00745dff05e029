export const IMPORT_KINDS = ['LEADS', 'CUSTOMERS'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_STATUSES = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'REVERTED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What came of one row. */
export const ROW_OUTCOMES = ['CREATED', 'DUPLICATE', 'FAILED', 'REVERTED'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** More rows than this are several files. */
export const MOST_ROWS = 200_000;

/** An import whose worker hasn't been heard of for this long is carried on by another. */
export const SILENT_AFTER_MS = 30_000;

/** Whether nothing will change about it any more by itself. */
export const isOver = ({ status, finishedAt }: { status: ImportStatus; finishedAt: Date | null }): boolean =>
  finishedAt !== null || (status !== 'QUEUED' && status !== 'RUNNING' && status !== 'REVERTED');
