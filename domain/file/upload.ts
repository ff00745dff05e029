import { badInput } from '../decision.js';
import { message } from '../message.js';
import { FILE_KINDS, isCalled, kindOfFile, type FileKind } from './kinds.js';

/** A file that somebody announces. */
export interface Announced {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
}

/** Signed links to upload to, and to download from, hold this long. */
export const LINK_LASTS_MS = 15 * 60_000;

/** A file that nothing refers to after this is removed, exports included. */
export const ORPHAN_AFTER_MS = 24 * 3_600_000;

const LONGEST_NAME = 120;

/** Takes a file of a kind we know, no larger than its kind may be, under a name that is safe to save. */
export function readUpload({ name: given, contentType, size }: Announced): { name: string; kind: FileKind } {
  const name = cleanFileName(given);
  if (name === null) throw badInput('name', message('FILE_NAME_MISSING'));
  const kind = kindOfFile(name);
  const kinds = FILE_KINDS.map(({ extension }) => extension).join(', ');
  if (!kind) throw badInput('name', message('FILE_KIND_NOT_ALLOWED', { kinds }));
  if (!isCalled(kind, contentType))
    throw badInput('contentType', message('FILE_TYPE_MISMATCH', { extension: kind.extension }));
  if (size < 1) throw badInput('size', message('FILE_EMPTY'));
  if (size > kind.maxBytes) throw badInput('size', message('FILE_TOO_LARGE', { max: kind.maxBytes / 1024 / 1024 }));
  return { name, kind };
}

/** The last part of a path, without what file systems and screens take for something else; null where nothing is left. */
export function cleanFileName(given: string): string | null {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1)!;
  const name = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (name === '') return null;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  return (
    Array.from(stem)
      .slice(0, LONGEST_NAME - ending.length)
      .join('')
      .trimEnd() + ending
  );
}
