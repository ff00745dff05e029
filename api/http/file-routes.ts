import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Run } from '../../commands/command.js';
import { beginUpload, discardUpload, finishUpload } from '../../commands/receive-upload.js';
import { putOrRemove } from '../../commands/store/file-rows.js';
import type { FileStore } from '../../commands/store/file-store.js';
import type { Database } from '../../commands/store/open-database.js';
import { kindOfFile, type FileKind } from '../../domain/file/kinds.js';
import { message, render, type Message } from '../../domain/message.js';
import { checkedBytes, falseContent, isOfKind } from '../files/content-check.js';
import { FileProblem } from '../files/file-problem.js';
import type { Link, SignedUrls } from '../files/signed-urls.js';
import { csvOf } from '../files/csv.js';
import { findFile } from '../queries/files.js';
import { problemRows, type RowProblem } from '../queries/imports.js';

export interface FileDoor {
  readonly database: Database;
  readonly run: Run;
  readonly files: FileStore;
  readonly urls: SignedUrls;
}

interface FileRequest {
  Params: { readonly id: string };
  Querystring: Readonly<Record<string, string>>;
}

type Request = FastifyRequest<FileRequest>;

const SYSTEM = { by: null };

/** `/files/…`: bytes come and go by signed links only, which are all the right that is asked for here. */
export function addFiles(app: FastifyInstance, door: FileDoor): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.setErrorHandler(tellProblem);
    scope.put<FileRequest>('/files/:id', { config: { takesTime: true } }, (request, reply) =>
      receive(door, request, reply),
    );
    scope.get<FileRequest>('/files/:id', (request, reply) => send(door, request, reply));
  });
}

async function receive(door: FileDoor, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const fileId = request.params.id;
  const { size, type } = request.query;
  verify(door.urls, request, { purpose: 'upload', id: fileId, size: Number(size), contentType: String(type) });
  const given = request.headers['content-length'];
  if (given !== undefined && given !== size) {
    const text = message('FILE_SIZE_DIFFERS', { size: Number(size) });
    throw new FileProblem(Number(given) > Number(size) ? 413 : 400, text);
  }
  const file = await findFile(door.database, fileId);
  const { answer } = await door.run(beginUpload, { fileId }, SYSTEM);
  if (!file || answer['outcome'] !== 'BEGUN') throw new FileProblem(409, message('FILE_ALREADY_UPLOADED'));
  const attempt = { fileId, storageKey: String(answer['storageKey']) };
  await keep(door, attempt, { kind: kindOfFile(file.name)!, size: Number(size) }, bytesOf(request));
  return reply.code(204).send();
}

/** What isn't what was announced is gone for good; what merely broke off may be sent again while the link holds. */
async function keep(
  { run, files }: FileDoor,
  attempt: { readonly fileId: string; readonly storageKey: string },
  wanted: { readonly kind: FileKind; readonly size: number },
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  try {
    const checked = Readable.from(checkedBytes(bytes, wanted), { objectMode: false });
    await putOrRemove(files, attempt.storageKey, checked, wanted.size);
    if (!(await isOfKind(wanted.kind, await files.get(attempt.storageKey)))) throw falseContent(wanted.kind);
  } catch (error) {
    const problem = problemIn(error);
    if (!problem) throw error;
    await files.remove(attempt.storageKey);
    await run(discardUpload, attempt, SYSTEM);
    throw problem;
  }
  const { answer } = await run(finishUpload, attempt, SYSTEM);
  if (answer['outcome'] === 'FINISHED') return;
  await files.remove(attempt.storageKey);
  throw new FileProblem(409, message('FILE_ALREADY_UPLOADED'));
}

/** The request's bytes; leaving the loop early doesn't cut the connection that the answer goes over. */
function bytesOf({ body, raw }: Request): AsyncIterable<Buffer> {
  const stream = (body ?? raw) as IncomingMessage;
  return { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer> };
}

/** Always to be saved, never shown: what somebody uploaded must not run under our address. */
async function send(door: FileDoor, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = request.params;
  if (request.query['for'] === 'errors') return sendErrors(door, request, reply);
  verify(door.urls, request, { purpose: 'download', id });
  const file = await findFile(door.database, id);
  if (!file?.uploadedAt) throw new FileProblem(404, message('NOT_FOUND'));
  return reply
    .headers({
      'content-type': file.contentType,
      'content-length': file.size,
      'content-disposition': contentDisposition(file.name),
      'cache-control': 'private, no-store',
    })
    .send(await door.files.get(file.storageKey));
}

/** What there is to say about an import's rows, as they stand now: also while it runs. */
async function sendErrors(door: FileDoor, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = request.params;
  verify(door.urls, request, { purpose: 'errors', id });
  return reply
    .headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': contentDisposition(`${id}.csv`),
      'cache-control': 'private, no-store',
    })
    .send(csvOf(errorLines(problemRows(door.database, id), request)));
}

async function* errorLines(rows: AsyncIterable<RowProblem>, { reader }: Request) {
  const say = (text: Message) => render(text, reader.locale, reader.timeZone);
  yield [message('IMPORT_ROW'), message('IMPORT_COLUMN'), message('IMPORT_PROBLEM')].map(say);
  for await (const { row, field, problem } of rows) yield [row, field ?? '', say(problem ?? message('IMPORT_KEPT'))];
}

function verify(urls: SignedUrls, { query }: Request, link: Link): void {
  const { until = '', signature = '' } = query;
  const check = query['for'] === link.purpose ? urls.check(link, { until, signature }) : 'INVALID';
  if (check === 'VALID') return;
  throw new FileProblem(403, message(check === 'EXPIRED' ? 'FILE_URL_EXPIRED' : 'FILE_URL_INVALID'));
}

/** A store may wrap what the stream it was given failed with. */
function problemIn(error: unknown): FileProblem | null {
  if (error instanceof FileProblem) return error;
  return error instanceof Error && error.cause !== undefined ? problemIn(error.cause) : null;
}

/** Problems are told as RFC 9457 has it; anything else is a fault and goes the way of all faults. */
function tellProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemIn(error);
  if (!problem) throw error;
  const { locale, timeZone } = request.reader;
  const body = {
    type: 'about:blank',
    status: problem.status,
    title: render(problem.text, locale, timeZone),
    code: problem.text.code,
  };
  return reply.code(problem.status).type('application/problem+json').send(body);
}
