import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome, Run } from '../../commands/command.js';
import { hashIntakeKey } from '../../commands/intake-key.js';
import type { Database } from '../../commands/store/open-database.js';
import { takeInLead } from '../../commands/take-in-lead.js';
import { fieldsFilledIn } from '../../domain/custom-field/custom-field.js';
import { mayFillOwnFields, readDelivery, saysWho, type Delivered } from '../../domain/lead/intake.js';
import { message } from '../../domain/message.js';
import { CallerError } from '../../domain/refusal.js';
import { mayDeliverFrom } from '../../domain/lead/source.js';
import type { CodeField } from '../../domain/lead/wechat.js';
import { CaptureLeadInput } from '../../schema/inputs/lead.input.js';
import { INTAKE_SCHEMA } from '../../schema/intake-schema.js';
import { validateInput } from '../../schema/validate-input.js';
import { customFieldsOf } from '../queries/custom-fields.js';
import { sourceByKeyHash } from '../queries/sources.js';
import type { CodeExchange } from '../wechat/exchange-codes.js';
import { leftOpen, takeCodes, verifiedBy } from './codes.js';
import { allowOrigin, PREFLIGHT, redirectFor } from './origins.js';
import { answerProblem, Problem } from './problem.js';
import { readBody } from './read-body.js';
import { TokenBuckets, type Allowance } from './token-buckets.js';

type Source = NonNullable<Awaited<ReturnType<typeof sourceByKeyHash>>>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose key a delivery came with. */
    source: Source;
  }
}

interface WithKey {
  readonly Params: { readonly key: string };
}

export interface IntakeParts {
  readonly database: Database;
  readonly run: Run;
  readonly allowance: Allowance;
  readonly codes: CodeExchange;
}

const BODY_KIB = 64;
const LONGEST_IDEMPOTENCY_KEY = 255;

/** `POST /intake/{key}`: anything may deliver a lead with its source's key. First the key is looked at, then the size, then the type. */
export function addIntake(app: FastifyInstance, parts: IntakeParts): void {
  void app.register(async (intake) => routes(intake, parts), { prefix: '/intake' });
}

function routes(intake: FastifyInstance, { database, run, allowance, codes }: IntakeParts): void {
  intake.addHook('onRoute', (route) => void (route.config = { ...route.config, cors: false })); // its source says which origins
  const buckets = new TokenBuckets(allowance);
  intake.decorateRequest('source', null as unknown as Source);
  intake.setErrorHandler((error, request, reply) => answerProblem(ofFastify(error), request, reply));
  intake.setNotFoundHandler((request, reply) => answerProblem(new Problem('nothing-here'), request, reply));
  // The body is read as bytes whatever it says it is, so that a size is judged before a type.
  intake.removeAllContentTypeParsers();
  intake.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  intake.get('/schema.json', (_request, reply) =>
    reply
      .headers({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=3600' })
      .type('application/schema+json; charset=utf-8')
      .send(JSON.stringify(INTAKE_SCHEMA)),
  );
  intake.options<WithKey>('/:key', async (request, reply) => {
    await preflight(await sourceOf(request.params.key, database), request, reply);
  });
  intake.route<WithKey>({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: '/:key',
    handler: () => {
      throw new Problem('method-not-allowed', undefined, { allow: 'POST, OPTIONS' });
    },
  });
  intake.post<WithKey>('/:key', {
    bodyLimit: BODY_KIB * 1024,
    onRequest: async (request, reply) => {
      request.source = await knownSource(request.params.key, database);
      allowOrigin(reply, request.source, request.headers.origin);
      admit(request, buckets);
    },
    handler: async (request, reply) => {
      const { delivered, redirect } = await readBody(request.headers['content-type'], bodyOf(request));
      const { outcome, open } = await deliver(request, delivered, { database, run, codes });
      const target = redirectFor(redirect, request.source, request.headers.origin);
      if (target !== null) return reply.code(303).header('location', target).send();
      return reply
        .code(outcome.answer['isMade'] ? 201 : 200)
        .send({ ...answerOf(outcome), ...(open.length > 0 && { unresolved: open }) });
    },
  });
}

const sourceOf = (key: string, database: Database) => sourceByKeyHash(database, hashIntakeKey(key));

async function knownSource(key: string, database: Database): Promise<Source> {
  const source = await sourceOf(key, database);
  if (!source) throw new Problem('unknown-key', message('INTAKE_UNKNOWN_KEY_DETAIL'));
  return source;
}

/** Answered alike for a key that there isn't and an origin that isn't allowed. */
async function preflight(source: Source | undefined, { headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.header('vary', 'origin');
  if (source && headers.origin !== undefined && mayDeliverFrom(headers.origin, source.allowedOrigins)) {
    allowOrigin(reply, source, headers.origin);
    void reply.headers(PREFLIGHT);
  }
  await reply.code(204).send();
}

/** What may be refused before the body is read. */
function admit({ source, headers }: FastifyRequest, buckets: TokenBuckets): void {
  const seconds = buckets.take(source.id);
  if (seconds > 0)
    throw new Problem('rate-limited', message('INTAKE_RATE_LIMITED_DETAIL', { seconds }), { retryAfter: seconds });
  const { origin } = headers;
  if (origin !== undefined && !mayDeliverFrom(origin, source.allowedOrigins))
    throw new Problem('origin-not-allowed', message('INTAKE_ORIGIN_DETAIL', { origin }));
}

function bodyOf({ body, headers }: FastifyRequest): Buffer {
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity') throw new Problem('unsupported-type', message('INTAKE_CODING_DETAIL'));
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

interface Doing {
  readonly database: Database;
  readonly run: Run;
  readonly codes: CodeExchange;
}

interface Done {
  readonly outcome: Outcome;
  /** Codes that nobody could exchange at present. */
  readonly open: readonly CodeField[];
}

async function deliver(
  { source, headers }: FastifyRequest,
  body: Delivered,
  { database, run, codes }: Doing,
): Promise<Done> {
  const { delivered, given: givenCodes } =
    source.kind === 'MINI_PROGRAM' ? takeCodes(body) : { delivered: body, given: {} };
  const mapping = source.fieldMapping as Delivered | null;
  const own = mayFillOwnFields(delivered, mapping) ? await customFieldsOf(database) : [];
  const { given, theirName } = readDelivery(delivered, mapping, fieldsFilledIn(own, 'LEAD'));
  const input = Object.assign(new CaptureLeadInput(), { sourceId: source.id, ...given, payload: delivered });
  try {
    validateInput(input, CaptureLeadInput, { args: { input } });
    const caller = { by: null, sourceId: source.id, idempotencyKey: idempotencyKeyIn(headers) };
    const exchanged = await codes.exchange(source, givenCodes);
    const open = leftOpen(exchanged, saysWho(given));
    const outcome = await run(takeInLead, { ...input, ...verifiedBy(exchanged) }, caller);
    if (outcome.refusal) throw new Problem('idempotency-key-reused', message('IDEMPOTENCY_MISMATCH'));
    return { outcome, open };
  } catch (error) {
    throw error instanceof CallerError && error.field !== null
      ? new CallerError(error.code, error.text, theirName(error.field))
      : error;
  }
}

export function idempotencyKeyIn(headers: FastifyRequest['headers']): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') return null;
  const max = LONGEST_IDEMPOTENCY_KEY;
  if (typeof key !== 'string' || key.length > max)
    throw new CallerError('BAD_USER_INPUT', message('TOO_LONG', { max }), 'Idempotency-Key');
  return key;
}

/** What a sender may know: whether somebody is known, never who they are or whose. */
function answerOf({ answer }: Outcome) {
  const { touchId, knownAs } = answer;
  const standing = {
    inPool: knownAs === 'IN_POOL',
    owned: knownAs === 'OWNED' || knownAs === 'PROTECTED',
    protected: knownAs === 'PROTECTED',
  };
  const isKnown = knownAs !== undefined;
  return { accepted: true, reference: touchId, duplicate: isKnown, standing: isKnown ? standing : null };
}

/** What fastify itself complains about: a body that is too large, or one that doesn't come as it was announced. */
export function ofFastify(error: unknown): unknown {
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  if (!code.startsWith('FST_') || statusCode >= 500) return error;
  if (statusCode === 413) return new Problem('body-too-large', message('INTAKE_TOO_LARGE_DETAIL', { kib: BODY_KIB }));
  return new Problem(statusCode === 415 ? 'unsupported-type' : 'unreadable-body');
}
