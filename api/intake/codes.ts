import { Verified } from '../../commands/take-in-lead.js';
import { badInput } from '../../domain/decision.js';
import type { Delivered } from '../../domain/lead/intake.js';
import { CODE_FIELDS, type CodeField } from '../../domain/lead/wechat.js';
import { message } from '../../domain/message.js';
import type { Codes, Exchanged } from '../wechat/exchange-codes.js';
import { Problem } from './problem.js';

const LONGEST_CODE = 512;

/** How soon WeChat is worth asking again. */
const RETRY_AFTER_SECONDS = 10;

/** The codes of a mini-program's delivery, and the delivery without them: nobody needs them afterwards. */
export function takeCodes(body: Delivered): { readonly delivered: Delivered; readonly given: Codes } {
  const codes = CODE_FIELDS.map((field) => [field, codeIn(body, field)] as const);
  const rest = Object.entries(body).filter(([name]) => !CODE_FIELDS.some((field) => field === name));
  return {
    delivered: Object.fromEntries(rest),
    given: Object.fromEntries(codes.filter(([, code]) => code !== null)),
  };
}

function codeIn(body: Delivered, field: CodeField): string | null {
  const code = body[field] ?? '';
  if (code === '') return null;
  if (typeof code !== 'string' || code.length > LONGEST_CODE || !/^[\x21-\x7e]+$/.test(code))
    throw badInput(field, message('WECHAT_NOT_A_CODE'));
  return code;
}

/**
 * Codes that stay open. A dead one is the sender's to replace. Where WeChat doesn't answer, whoever said who they are is taken in
 * without; whoever didn't is asked to come again.
 */
export function leftOpen({ open, phone, openId }: Exchanged, isNamed: boolean): readonly CodeField[] {
  const dead = open.find(({ why }) => why === 'DEAD_CODE');
  if (dead) throw badInput(dead.field, message('WECHAT_CODE_DEAD'));
  if (open.length > 0 && !isNamed && phone === null && openId === null)
    throw new Problem('unavailable', message('WECHAT_UNAVAILABLE_DETAIL'), { retryAfter: RETRY_AFTER_SECONDS });
  return open.map(({ field }) => field);
}

/** What WeChat vouches for goes before what the sender says. */
export function verifiedBy({ phone, openId, unionId, open, mark }: Exchanged): { verified?: Verified } {
  const who = { ...(phone && { phone }), ...(openId && { openId }), ...(unionId && { unionId }) };
  const isWhole = open.length === 0 && Object.keys(who).length > 0;
  if (!isWhole && open.length === 0) return {};
  return { verified: new Verified(who, isWhole ? `wechat ${mark}` : null, mark) };
}
