import 'reflect-metadata';
import { Field, ID } from 'type-graphql';
import { MOST_TAGS } from '../../domain/lead/tagging.js';

/** What a field of an input accepts beyond its type. */
export interface Limit {
  /** Longest text, in characters; of each entry where the field is a list. */
  readonly max?: number;
  /** Most entries of a list. */
  readonly items?: number;
  /** Longest JSON object, in characters once written out. */
  readonly json?: number;
  /** Given, it is neither null nor blank. */
  readonly filled?: boolean;
}

const LIMITS = new Map<object, Map<string, Limit>>();

/** What the fields of an input class accept, inherited ones included; a field that isn't here has the defaults. */
export function limitsOf(inputClass: object): ReadonlyMap<string, Limit> {
  const parent: unknown = Object.getPrototypeOf(inputClass);
  const inherited = typeof parent === 'function' ? limitsOf(parent) : [];
  return new Map([...inherited, ...(LIMITS.get(inputClass) ?? [])]);
}

/** Characters, and entries of a list of tags. */
export const CODE = 64;
export const NAME = 100;
export const LINE = 200;
export const CONTACT = 254;
export const NOTE = 10_000;
export const TAG = 50;
export const TAGS = MOST_TAGS;

/** As many leads as one call may change. */
export const MOST_LEADS = 100;
export const CUSTOM_FIELDS = 32 * 1024;

/** A text that has to be given and says something. */
export function Text(max: number, description: string): PropertyDecorator {
  return both(
    Field(() => String, { description: withMax(description, max) }),
    limit({ max, filled: true }),
  );
}

/** A text that may be left out; null or blank stands for none. */
export function OptionalText(max: number, description: string): PropertyDecorator {
  return both(
    Field(() => String, { nullable: true, description: withMax(description, max) }),
    limit({ max }),
  );
}

/** A text that may be left out, which changes nothing; but it can't be emptied. */
export function ChangedText(max: number, description: string): PropertyDecorator {
  const field = Field(() => String, {
    nullable: true,
    description: `${withMax(description, max)} Left out: unchanged; never null or blank.`,
  });
  return both(field, limit({ max, filled: true }));
}

/** A field that may be left out, which changes nothing; but null is BAD_USER_INPUT. */
export const NeverNull = (): PropertyDecorator => limit({ filled: true });

/** At most this many entries, each of at most this many characters. */
export const Entries = (items: number, max: number): PropertyDecorator => limit({ items, max });

/** Ids, at most so many of them; the description says so as well. */
export const Ids = (items: number, description: string): PropertyDecorator =>
  both(
    Field(() => [ID], { description }),
    limit({ items, max: CODE }),
  );

/** JSON that is an object, of at most this many characters once written out. */
export const JsonObject = (json: number): PropertyDecorator => limit({ json });

const withMax = (description: string, max: number): string => `${description} At most ${max} characters.`;

function limit(added: Limit): PropertyDecorator {
  return (target, field) => {
    const limits = LIMITS.get(target.constructor) ?? new Map<string, Limit>();
    LIMITS.set(target.constructor, limits.set(String(field), { ...limits.get(String(field)), ...added }));
  };
}

const both =
  (first: PropertyDecorator, second: PropertyDecorator): PropertyDecorator =>
  (target, field) => {
    first(target, field);
    second(target, field);
  };
