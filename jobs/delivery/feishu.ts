import type { DeliveryError, Sent } from '../../domain/delivery/delivery.js';
import { lineOf, type Called } from '../../commands/provider/call-provider.js';

/**
 * 19021: signature or time; 19022 address and 19024 keyword that the group's settings don't allow; 19001 no such bot; 10003, 10014 an app that
 * isn't known or whose secret is wrong (from memory, as is 9499).
 */
const ERRORS: Readonly<Record<number, DeliveryError>> = {
  11232: 'RATE',
  99991400: 'RATE',
  99991661: 'TOKEN',
  99991663: 'TOKEN',
  19001: 'CONFIGURATION',
  19021: 'CONFIGURATION',
  19022: 'CONFIGURATION',
  19024: 'CONFIGURATION',
  10003: 'CONFIGURATION',
  10014: 'CONFIGURATION',
  230006: 'CONFIGURATION',
  230027: 'CONFIGURATION',
  230001: 'MESSAGE',
  9499: 'MESSAGE',
};

const RESET = 'x-ogw-ratelimit-reset';

/** A code that isn't known may pass by itself. */
export function sentByFeishu(called: Called): Sent {
  if ('failed' in called) return called.failed;
  const { status, headers, body } = called.answered;
  const { code, msg } = body;
  if (code === 0) return { delivered: true, answer: lineOf(0, msg) };
  const error = ERRORS[Number(code)] ?? (status === 429 ? 'RATE' : 'RETRY');
  const seconds = Number(headers.get(RESET) ?? NaN);
  const wait = error === 'RATE' && seconds > 0 ? { retryAfterMs: seconds * 1000 } : {};
  return { delivered: false, error, answer: lineOf(code, msg), ...wait };
}
