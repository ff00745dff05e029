import type { DeliveryError, Sent } from '../../domain/delivery/delivery.js';
import { lineOf, type Called } from './call-provider.js';

/** What WeCom's codes mean for us; it asks to go by the code and never by the text. */
const CODES: Readonly<Record<DeliveryError, readonly number[]>> = {
  RETRY: [-1, 45033],
  RATE: [45009],
  TOKEN: [40014, 42001, 41001],
  CONFIGURATION: [40001, 40013, 40056, 48002, 60011, 60020, 301002, 93000, 93004, 93008],
  MESSAGE: [40003, 60111, 81013, 40058, 44004, 45002],
};

const ERRORS = new Map(
  Object.entries(CODES).flatMap(([error, codes]) => codes.map((code) => [code, error as DeliveryError] as const)),
);

/** A code that isn't known may pass by itself. */
export function sentByWecom(called: Called): Sent {
  if ('failed' in called) return called.failed;
  const { errcode, errmsg } = called.answered.body;
  if (errcode === 0) return { delivered: true, answer: lineOf(0, errmsg) };
  return { delivered: false, error: ERRORS.get(Number(errcode)) ?? 'RETRY', answer: lineOf(errcode, errmsg) };
}
