const MIB = 1024 * 1024;

/** What a contract, a quote or a picture may weigh. */
const DOCUMENT_BYTES = 20 * MIB;

/** 100,000 rows to import fit well into this. */
const TABLE_BYTES = 100 * MIB;

/** A kind of file that may be uploaded. */
export interface FileKind {
  readonly extension: string;
  /** Under which it is served. */
  readonly contentType: string;
  /** What browsers call it as well. */
  readonly alsoCalled: readonly string[];
  /** The media type that its first bytes show; TEXT means that all of it reads as text. */
  readonly content: string;
  readonly maxBytes: number;
}

const kind = (
  extension: string,
  contentType: string,
  { content = contentType, alsoCalled = [], maxBytes = DOCUMENT_BYTES }: Partial<FileKind> = {},
): FileKind => ({ extension, contentType, alsoCalled, content, maxBytes });

/** The container of the older office formats: what is in it can't be told apart by its first bytes. */
const COMPOUND = 'application/x-cfb';

/** Closed on purpose: archives and documents with macros can carry anything, so they aren't in it. */
export const FILE_KINDS: readonly FileKind[] = [
  kind('pdf', 'application/pdf'),
  kind('doc', 'application/msword', { content: COMPOUND }),
  kind('docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
  kind('xls', 'application/vnd.ms-excel', { content: COMPOUND }),
  kind('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', { maxBytes: TABLE_BYTES }),
  kind('csv', 'text/csv', {
    content: 'TEXT',
    alsoCalled: ['text/plain', 'application/csv', 'application/vnd.ms-excel'],
    maxBytes: TABLE_BYTES,
  }),
  kind('txt', 'text/plain', { content: 'TEXT' }),
  kind('png', 'image/png'),
  kind('jpg', 'image/jpeg', { alsoCalled: ['image/jpg'] }),
  kind('jpeg', 'image/jpeg', { alsoCalled: ['image/jpg'] }),
  kind('webp', 'image/webp'),
];

/** By its name's ending, which is also what decides how it opens on the reader's machine. */
export function kindOfFile(name: string): FileKind | null {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return FILE_KINDS.find((one) => one.extension === extension) ?? null;
}

/** What a caller said the type is, without parameters; programs that don't know say octet-stream. */
export function isCalled({ contentType, alsoCalled }: FileKind, given: string): boolean {
  const type = given.split(';')[0]!.trim().toLowerCase();
  return [contentType, ...alsoCalled, 'application/octet-stream'].includes(type);
}
