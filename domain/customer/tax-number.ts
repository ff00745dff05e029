import { badInput } from '../decision.js';
import { message } from '../message.js';
import type { TextCode } from '../texts.js';

/** GB 32100-2015: digits and capitals but for I, O, S, V and Z. */
const CREDIT_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_CODE = /^[1-9A-HJ-NP-RTUWXY][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$/;
/** An administrative region and the organisation's code. */
const LEGACY_NUMBER = /^[0-9]{6}[0-9A-Z]{9}$/;

/**
 * A Chinese taxpayer's number as invoices carry it: the unified social credit code of 18 signs, or a number of 15 signs from before that.
 * Full-width signs, small letters, blanks and hyphens are as good; its check sign has to fit.
 */
export function readTaxNumber(given: string): string {
  const number = given.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (number.length !== 18 && number.length !== 15) throw wrong('TAX_NUMBER_LENGTH');
  const isCreditCode = number.length === 18;
  if (!(isCreditCode ? CREDIT_CODE : LEGACY_NUMBER).test(number)) throw wrong('TAX_NUMBER_SIGN');
  const check = isCreditCode ? creditCheck(number) : organisationCheck(number.slice(6));
  if (number.at(-1) !== check) throw wrong('TAX_NUMBER_CHECK');
  return number;
}

/** GB 32100-2015: the powers of 3 weigh the first 17 signs; with the check sign the sum is a multiple of 31. */
function creditCheck(code: string): string {
  let weight = 1;
  let sum = 0;
  for (const sign of code.slice(0, 17)) {
    sum += CREDIT_SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_SIGNS[(31 - (sum % 31)) % 31]!;
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714-1997: letters count from A = 10, and a check of 10 is written X. */
function organisationCheck(code: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, place) => total + weight * parseInt(code[place]!, 36), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

const wrong = (code: TextCode) => badInput('taxNumber', message(code));
