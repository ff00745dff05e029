import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Run } from '../../commands/command.js';
import { receiveWecomEvent } from '../../commands/receive-wecom-event.js';
import type { Secrets } from '../../commands/secrets.js';
import type { Database } from '../../commands/store/open-database.js';
import { contactEventIn } from '../../domain/lead/wecom.js';
import { asProviderDoor, BODY_LIMIT_BYTES, isRecent, Refused, textIn, textOf } from '../http/provider-door.js';
import { callbackSource } from '../queries/sources.js';
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

/** `/callbacks/wecom/{sourceId}`: WeCom proves that an address is ours (GET), and tells of contacts that come and go (POST). */
export function addWecomCallback(app: FastifyInstance, parts: WecomParts): void {
  void app.register(
    async (scope) => {
      asProviderDoor(scope);
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
  const envelope = fieldsOfXml(textOf(request));
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
  const source = await callbackSource(database, params.sourceId, 'WECOM');
  const keys = source && openedWecom(secrets, source.config);
  if (!keys || !isRecent(timestamp, windowSeconds)) throw new Refused(403);
  if (!isSignedBy(keys, { timestamp, nonce, encrypted }, signature)) throw new Refused(403);
  const text = decrypted(keys, encrypted);
  if (text === null) throw new Refused(403);
  return { text, keys };
}
