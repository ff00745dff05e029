export const EXPORT_LISTS = ['LEADS', 'CUSTOMERS', 'FOLLOW_UPS'] as const;
export type ExportList = (typeof EXPORT_LISTS)[number];

export const EXPORT_FORMATS = ['CSV', 'XLSX'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A list longer than this is to be narrowed: it is written while its caller waits. */
export const MOST_EXPORTED = 100_000;

/** A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front. */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
