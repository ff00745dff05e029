import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Run } from '../../commands/command.js';
import { receiveWecomEvent } from '../../commands/receive-wecom-event.js';
import type { Secrets } from '../../commands/secrets.js';
import type { Database } from '../../commands/store/open-database.js';
import { contactEventIn } from '../../domain/lead/wecom.js';
import { formatError } from '../errors.js';
import { statusOf } from '../http/statuses.js';
import { wecomSource } from '../queries/sources.js';
import { decrypted, isSignedBy, type CallbackKeys } from './callback-crypto.js';
import { fieldsOfXml } from './read-xml.js';
import { openedWecom } from './wecom-config.js';

export interface WecomParts {
  readonly database: Database;
  readonly run: Run;
  readonly secrets: Secrets;
  /** How far a message's time may be from ours. */
  readonly windowSeconds: number;
}

interface Callback {
  readonly Params: { readonly sourceId: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

type Request = FastifyRequest<Callback>;

const BODY_LIMIT_BYTES = 64 * 1024;

/** No, without a word of why: whoever isn't WeCom learns nothing here. */
class Refused extends Error {
  constructor(readonly status: 400 | 403) {
    super('refused');
  }
}

/** `/callbacks/wecom/{sourceId}`: WeCom proves that an address is ours (GET), and tells of contacts that come and go (POST). */
export function addWecomCallback(app: FastifyInstance, parts: WecomParts): void {
  void app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      scope.setErrorHandler(refuse);
      scope.get<Callback>('/:sourceId', async (request, reply) => {
        const echo = await verified(parts, request, textIn(request.query, 'echostr').replaceAll(' ', '+'));
        return reply.type('text/plain; charset=utf-8').send(echo.text);
      });
      scope.post<Callback>('/:sourceId', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
        await receive(parts, request);
        return reply.code(200).send();
      });
    },
    { prefix: '/callbacks/wecom' },
  );
}

/** Answered once its effect is written; what tells of nothing that concerns us is as good as done. */
async function receive(parts: WecomParts, request: Request): Promise<void> {
  const envelope = fieldsOfXml(bodyOf(request));
  if (!envelope) throw new Refused(400);
  const { text, keys } = await verified(parts, request, textIn(envelope, 'Encrypt'));
  if (textIn(envelope, 'ToUserName') !== keys.receiveId) throw new Refused(403);
  const fields = fieldsOfXml(text);
  if (!fields) throw new Refused(400);
  if (textIn(fields, 'ToUserName') !== keys.receiveId) throw new Refused(403);
  const event = contactEventIn(fields);
  if (!event) return;
  const { sourceId } = request.params;
  await parts.run(receiveWecomEvent, { sourceId, event }, { by: null, sourceId });
}

/** What was encrypted, once it is certain that WeCom signed it just now and for this corp. */
async function verified(
  { database, secrets, windowSeconds }: WecomParts,
  { params, query }: Request,
  encrypted: string,
): Promise<{ readonly text: string; readonly keys: CallbackKeys }> {
  const [timestamp, nonce, signature] = [
    textIn(query, 'timestamp'),
    textIn(query, 'nonce'),
    textIn(query, 'msg_signature'),
  ];
  const source = await wecomSource(database, params.sourceId);
  const keys = source && openedWecom(secrets, source.config);
  if (!keys || !isRecent(timestamp, windowSeconds)) throw new Refused(403);
  if (!isSignedBy(keys, { timestamp, nonce, encrypted }, signature)) throw new Refused(403);
  const text = decrypted(keys, encrypted);
  if (text === null) throw new Refused(403);
  return { text, keys };
}

function isRecent(timestamp: string, windowSeconds: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= windowSeconds;
}

function textIn(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw new Refused(400);
  return value;
}

function bodyOf({ body }: FastifyRequest): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  } catch {
    throw new Refused(400);
  }
}

/** Faults are logged like all others; then WeCom sends it again. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(statusFor(error, request)).send();
}

function statusFor(error: unknown, request: FastifyRequest): number {
  if (error instanceof Refused) return error.status;
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  if (code.startsWith('FST_') && statusCode < 500) return statusCode;
  return statusOf(formatError(error, request.reader));
}
