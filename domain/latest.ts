/** The latest of these times; those that never came don't count. */
export function latest(times: readonly (Date | null)[]): Date {
  return new Date(times.reduce((last, time) => Math.max(last, time?.getTime() ?? 0), 0));
}
