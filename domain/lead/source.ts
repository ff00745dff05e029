/** How what a source delivers is read. */
export const SOURCE_KINDS = ['INTAKE', 'WECOM', 'MINI_PROGRAM', 'OFFICIAL_ACCOUNT'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
