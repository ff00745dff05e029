/** A playbook while it is written: any JSON, since it may be half done. */
export type Definition = unknown;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

type Step = string | number;

/** The steps of a path as the check writes it, such as `stages[2].label.en`. */
const stepsOf = (path: string): readonly Step[] =>
  [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([name, index]) => (index === undefined ? name : Number(index)));

export const valueAt = (whole: unknown, path: string): unknown =>
  stepsOf(path).reduce<unknown>(
    (part, step) => (typeof step === 'number' ? listOf(part)[step] : recordOf(part)[step]),
    whole,
  );

/** The same with another value in one place; undefined takes out what is there. */
export const withValueAt = (whole: unknown, path: string, value: unknown): unknown => put(whole, stepsOf(path), value);

function put(whole: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = [...listOf(whole)];
    const item = put(list[step], rest, value);
    list.splice(step, 1, ...(item === undefined ? [] : [item]));
    return list;
  }
  const { [step]: before, ...others } = recordOf(whole);
  const part = put(before, rest, value);
  return part === undefined ? others : { ...recordOf(whole), [step]: part };
}

/** Whether a path is that of a place or of something in it. */
export const isIn = (path: string, place: string): boolean =>
  path === place || place === '' || (path.startsWith(place) && '.['.includes(path.charAt(place.length)));

/** What something is part of; of the outermost, the whole. */
export const outer = (path: string): string => path.slice(0, Math.max(0, path.search(/(\.[^.[]+|\[\d+\])$/)));
