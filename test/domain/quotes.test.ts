import { expect, test } from '@jest/globals';
import { decideConfirmReceipt, decideRecordQuote } from '../../domain/customer/quote.js';
import { message, render, span } from '../../domain/message.js';
import { aCall, aCustomerFile } from '../support/files.js';

test('C3: a quote is in a currency that exists', () => {
  const file = aCustomerFile({ stage: 'NEEDS_CONFIRMED' });
  const quoteIn = (currency: string) => () => decideRecordQuote(file, { amount: '100', currency }, aCall({ by: null }));
  expect(quoteIn('CNY')().accepted).toBe(true);
  expect(quoteIn('XXQ')).toThrow('UNKNOWN_CURRENCY');
});

test('9: the receipt of a quote from before the customer was reopened is refused', () => {
  const file = aCustomerFile({ stage: 'NEEDS_CONFIRMED' });
  expect(decideConfirmReceipt(file, 'quo_of_another_cycle', aCall({ by: null }))).toEqual({
    accepted: false,
    refusal: { code: 'ALREADY_CLOSED' },
  });
});

test('N3: spans read as people write them', () => {
  const text = message('BECAUSE_ESCALATION', { purpose: '回访', due: '09:30', span: span('PT2S') });
  expect(render(text, 'ZH_CN', 'Asia/Shanghai')).toContain('2秒内');
  expect(render(text, 'EN', 'Asia/Shanghai')).toContain('within 2 seconds');
});
