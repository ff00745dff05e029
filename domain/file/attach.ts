import { set, type Change } from '../change.js';
import { badInput, Refused, type Call } from '../decision.js';
import { message } from '../message.js';
import type { StoredFile } from './file.js';
import { kindOfFile } from './kinds.js';

/** What a signed contract comes as: a document that nobody edits any more, or a picture of it. */
export const CONTRACT_KINDS: readonly string[] = ['pdf', 'docx', 'png', 'jpg', 'jpeg', 'webp'];

/** What quotes are written in. */
export const QUOTE_KINDS: readonly string[] = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'png', 'jpg', 'jpeg', 'webp'];

/** Its ending says what it is: the content was checked against it when it arrived. */
export function requireKind({ name }: StoredFile, kinds: readonly string[], field: string): void {
  const kind = kindOfFile(name);
  if (!kind || !kinds.includes(kind.extension))
    throw badInput(field, message('FILE_KIND_NOT_ALLOWED', { kinds: kinds.join(', ') }));
}

/** From now on it is no orphan, and nothing else can have it; what something else has is IN_USE. */
export function attached({ id, attachedAt }: StoredFile, call: Call): Change {
  if (attachedAt !== null) throw new Refused({ code: 'IN_USE' });
  return set('File', id, { attachedAt: call.now });
}
