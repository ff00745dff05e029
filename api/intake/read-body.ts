import { MIMEType } from 'node:util';
import { message } from '../../domain/message.js';
import type { Delivered } from '../../domain/lead/intake.js';
import { JSON_LEVELS, nestsDeeper } from '../../schema/scalars.js';
import { decoderOf } from './charset.js';
import { fieldsOfMultipart } from './multipart.js';
import { Problem } from './problem.js';
import { fieldsOfUrlencoded } from './urlencoded.js';

const TYPES = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/** What was delivered, and from a form where its sender wants to go then. */
export interface Body {
  readonly delivered: Delivered;
  readonly redirect: string | null;
}

/** Names and values in the order they came. */
export type Pairs = readonly (readonly [name: string, value: string])[];

export async function readBody(contentType: string | undefined, bytes: Buffer): Promise<Body> {
  const type = mimeTypeOf(contentType);
  const charset = type?.params.get('charset') ?? null;
  if (type?.essence === 'application/json')
    return { delivered: objectIn(decoderOf(charset ?? 'utf-8')(bytes)), redirect: null };
  if (type?.essence === 'application/x-www-form-urlencoded') return formOf(fieldsOfUrlencoded(bytes, charset));
  if (type?.essence === 'multipart/form-data') return formOf(await fieldsOfMultipart(type.toString(), bytes, charset));
  throw new Problem('unsupported-type', message('INTAKE_TYPE_DETAIL', { allowed: TYPES.join(', ') }));
}

function mimeTypeOf(contentType: string | undefined): MIMEType | null {
  try {
    return new MIMEType(contentType ?? '');
  } catch {
    return null;
  }
}

function objectIn(text: string): Delivered {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notAnObject();
  if (nestsDeeper(value, JSON_LEVELS))
    throw new Problem('unreadable-body', message('INTAKE_BODY_NESTED', { levels: JSON_LEVELS }));
  return value as Delivered;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notAnObject();
  }
}

const notAnObject = () => new Problem('unreadable-body', message('INTAKE_BODY_JSON'));

/** Instructions to us or to the browser, and no part of what was filled in. */
const REDIRECT = '_redirect';
const INSTRUCTIONS = new Set([REDIRECT, '_charset_']);

/** A field that was filled in several times becomes a list. */
function formOf(pairs: Pairs): Body {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const earlier = fields.get(name);
    fields.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  const redirect = pairs.find(([name]) => name === REDIRECT)?.[1] ?? null;
  const delivered = Object.fromEntries([...fields].filter(([name]) => !INSTRUCTIONS.has(name)));
  return { delivered, redirect };
}
