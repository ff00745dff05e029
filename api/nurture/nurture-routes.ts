import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Run } from '../../commands/command.js';
import { optOut, receiveAnswer } from '../../commands/nurture/answers.js';
import { PATHS, type NurtureLinks, type NurturePurpose } from '../../commands/nurture-links.js';
import { readDelivery } from '../../domain/lead/intake.js';
import { message, render } from '../../domain/message.js';
import type { TextCode } from '../../domain/texts.js';
import { CaptureLeadInput } from '../../schema/inputs/lead.input.js';
import { validateInput } from '../../schema/validate-input.js';
import { answerProblem, Problem } from '../intake/problem.js';
import { readBody } from '../intake/read-body.js';
import { TokenBuckets, type Allowance } from '../intake/token-buckets.js';
import { idempotencyKeyIn, ofFastify } from '../intake/intake-route.js';

export interface NurtureDoor {
  readonly run: Run;
  readonly links: NurtureLinks;
  readonly allowance: Allowance;
}

interface WithToken {
  readonly Params: { readonly token: string };
}

type Request = FastifyRequest<WithToken>;

const BODY_LIMIT_BYTES = 64 * 1024;
const SYSTEM = { by: null };

/** `/nurture/…`: whoever was written to opts out, and what they answer comes back. The links are all the right that is asked for here. */
export function addNurture(app: FastifyInstance, { run, links, allowance }: NurtureDoor): void {
  const buckets = new TokenBuckets(allowance);
  const sendIn = (request: Request, purpose: NurturePurpose): string => {
    const sendId = links.sendIn(purpose, request.params.token);
    if (sendId === null) throw new Problem('nothing-here');
    const seconds = buckets.take(`${purpose} ${sendId}`);
    if (seconds > 0)
      throw new Problem('rate-limited', message('INTAKE_RATE_LIMITED_DETAIL', { seconds }), { retryAfter: seconds });
    return sendId;
  };
  void app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => answerProblem(ofFastify(error), request, reply));
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // Reading the page changes nothing: mail programs open links by themselves.
    scope.get<WithToken>(`${PATHS['opt-out']}/:token`, (request, reply) => {
      sendIn(request, 'opt-out');
      return page(request, reply, 'OPT_OUT_ASK');
    });
    // Both the page's button and the one click of RFC 8058.
    scope.post<WithToken>(`${PATHS['opt-out']}/:token`, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      await run(optOut, { sendId: sendIn(request, 'opt-out') }, SYSTEM);
      return page(request, reply, 'OPT_OUT_DONE');
    });
    scope.post<WithToken>(`${PATHS.answer}/:token`, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      const sendId = sendIn(request, 'answer');
      const reference = await answer(request, sendId, run);
      return reply.code(200).send({ accepted: true, reference });
    });
  });
}

async function answer({ headers, body }: Request, sendId: string, run: Run): Promise<unknown> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const { delivered } = await readBody(headers['content-type'], bytes);
  const { given } = readDelivery(delivered, null);
  const input = Object.assign(new CaptureLeadInput(), { sourceId: sendId, ...given, payload: delivered });
  validateInput(input, CaptureLeadInput, { args: { input } });
  const { sourceId: _, ...said } = { ...input };
  const caller = { by: null, sourceId: sendId, idempotencyKey: idempotencyKeyIn(headers) };
  const outcome = await run(receiveAnswer, { sendId, said }, caller);
  if (outcome.refusal) throw new Problem('idempotency-key-reused', message('IDEMPOTENCY_MISMATCH'));
  return outcome.answer['touchId'];
}

/** A page that needs nothing but itself. */
function page({ reader }: Request, reply: FastifyReply, says: 'OPT_OUT_ASK' | 'OPT_OUT_DONE'): FastifyReply {
  const text = (code: TextCode) => render(message(code), reader.locale, 'UTC');
  const lang = reader.locale === 'EN' ? 'en' : 'zh-CN';
  const button = says === 'OPT_OUT_ASK' ? `<form method="post"><button>${text('OPT_OUT_BUTTON')}</button></form>` : '';
  return reply
    .headers({
      'content-language': lang,
      'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    })
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<meta name="robots" content="noindex"><title>${text('OPT_OUT_TITLE')}</title><p>${text(says)}</p>${button}</html>`,
    );
}
