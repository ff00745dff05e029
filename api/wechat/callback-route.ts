import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Run } from '../../commands/command.js';
import { receiveFollowerEvent } from '../../commands/receive-follower-event.js';
import type { Secrets } from '../../commands/secrets.js';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import { followerEventIn, type FollowerEvent } from '../../domain/lead/official-account.js';
import { asProviderDoor, BODY_LIMIT_BYTES, isRecent, Refused, textIn, textOf } from '../http/provider-door.js';
import { callbackSource } from '../queries/sources.js';
import { decrypted, isSignedBy } from '../wecom/callback-crypto.js';
import { fieldsOfXml } from '../wecom/read-xml.js';
import type { WechatApi } from './wechat-api.js';
import { openedWechat, type WechatApp } from './wechat-config.js';

export interface WechatParts {
  readonly database: Database;
  readonly run: Run;
  readonly secrets: Secrets;
  readonly wechat: WechatApi;
  /** How far a message's time may be from ours. */
  readonly windowSeconds: number;
  readonly log: Log;
}

interface Callback {
  readonly Params: { readonly sourceId: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

type Request = FastifyRequest<Callback>;

interface OfficialAccount extends WechatApp {
  readonly token: string;
}

/** `/callbacks/wechat/{sourceId}`: WeChat proves that an address is ours (GET), and tells of followers of an official account (POST). */
export function addWechatCallback(app: FastifyInstance, parts: WechatParts): void {
  void app.register(
    async (scope) => {
      asProviderDoor(scope);
      scope.get<Callback>('/:sourceId', async (request, reply) => {
        await signedFor(parts, request);
        return reply.type('text/plain; charset=utf-8').send(textIn(request.query, 'echostr'));
      });
      scope.post<Callback>('/:sourceId', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
        await receive(parts, request);
        return reply.type('text/plain; charset=utf-8').send('success');
      });
    },
    { prefix: '/callbacks/wechat' },
  );
}

/** Answered once its effect is written; what tells of nothing that concerns us is as good as done. */
async function receive(parts: WechatParts, request: Request): Promise<void> {
  const account = await signedFor(parts, request);
  const envelope = fieldsOfXml(textOf(request));
  if (!envelope) throw new Refused(400);
  const fields = account.encodingAesKey === null ? envelope : opened(account, request, textIn(envelope, 'Encrypt'));
  const event = followerEventIn(fields);
  if (!event) return;
  const { sourceId } = request.params;
  const unionId = await unionIdOf(parts, account, event, sourceId);
  const input = { sourceId, appId: account.appId, event, unionId };
  await parts.run(receiveFollowerEvent, input, { by: null, sourceId });
}

/** Who sent this is known by their signature of time and nonce. It covers no body: only encrypted messages can't be changed on their way. */
async function signedFor(
  { database, secrets, windowSeconds }: WechatParts,
  { params, query }: Request,
): Promise<OfficialAccount> {
  const [timestamp, nonce, signature] = [
    textIn(query, 'timestamp'),
    textIn(query, 'nonce'),
    textIn(query, 'signature'),
  ];
  const source = await callbackSource(database, params.sourceId, 'OFFICIAL_ACCOUNT');
  const app = source && openedWechat(secrets, source.config);
  if (!app || app.token === null || !isRecent(timestamp, windowSeconds)) throw new Refused(403);
  const expected = createHash('sha1').update([app.token, timestamp, nonce].sort().join('')).digest('hex');
  if (!isEqual(expected, signature)) throw new Refused(403);
  return { ...app, token: app.token };
}

/** In the encrypted modes only what is inside counts. */
function opened({ appId, token, encodingAesKey }: OfficialAccount, { query }: Request, encrypted: string) {
  const signed = { timestamp: textIn(query, 'timestamp'), nonce: textIn(query, 'nonce'), encrypted };
  const keys = { token, encodingAesKey: encodingAesKey ?? '', receiveId: appId };
  if (!isSignedBy(keys, signed, textIn(query, 'msg_signature'))) throw new Refused(403);
  const text = decrypted(keys, encrypted);
  if (text === null) throw new Refused(403);
  const fields = fieldsOfXml(text);
  if (!fields) throw new Refused(400);
  return fields;
}

/** What makes a follower known to our other apps. Where WeChat doesn't say it now, their next message asks again. */
async function unionIdOf(
  { wechat, log }: WechatParts,
  account: WechatApp,
  { kind, openId }: FollowerEvent,
  sourceId: string,
): Promise<string | null> {
  if (kind === 'LEFT') return null;
  const got = await wechat.follower(account, openId);
  if (!('why' in got)) return got.value.unionId;
  log.warn({ sourceId, why: got.why, errcode: got.errcode }, 'WeChat did not tell a follower’s unionid');
  return null;
}

function isEqual(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
