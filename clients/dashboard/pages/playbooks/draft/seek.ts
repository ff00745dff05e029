/** The stage that a place is in. */
export const stageOf = (path: string): string | undefined => /^stages\[\d+\]/.exec(path)?.[0];
