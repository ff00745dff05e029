import { badInput } from '../domain/decision.js';
import { normaliseEmail, normalisePhone, normalisePlatformId, normaliseWechat } from '../domain/lead/identity.js';
import { message, type Message } from '../domain/message.js';

interface ContactInput {
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly wechat?: string | null;
  readonly unionId?: string | null;
  readonly openId?: string | null;
  readonly wecomExternalUserId?: string | null;
}

/** Contact details as they are kept: phones in E.164, addresses in one spelling. What can't be read is the caller's to mend. */
export function normalisedContact<T extends ContactInput>(input: T): T {
  return {
    ...input,
    ...read(input, 'phone', normalisePhone, message('NOT_A_PHONE')),
    ...read(input, 'email', normaliseEmail, message('NOT_AN_EMAIL')),
    ...read(input, 'wechat', normaliseWechat, message('NOT_A_WECHAT')),
    ...read(input, 'unionId', normalisePlatformId, message('NOT_A_PLATFORM_ID')),
    ...read(input, 'openId', normalisePlatformId, message('NOT_A_PLATFORM_ID')),
    ...read(input, 'wecomExternalUserId', normalisePlatformId, message('NOT_A_PLATFORM_ID')),
  };
}

function read(
  input: ContactInput,
  field: keyof ContactInput,
  normalise: (text: string) => string | null,
  problem: Message,
) {
  const text = input[field];
  if (text === undefined) return {};
  if (text === null || text.trim() === '') return { [field]: null };
  const value = normalise(text);
  if (value === null) throw badInput(field, problem);
  return { [field]: value };
}
