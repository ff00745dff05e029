import { expect, test } from '@jest/globals';
import { decrypted, encrypted, isSignedBy, signatureOf } from '../../../api/wecom/callback-crypto.js';

/** Known answers: a WeCom SDK's own test, and the official documentation (91144). */
const SDK = {
  keys: { token: '', encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', receiveId: 'wxb11529c136998cb6' },
  text: '我是中文abcd123',
  encrypted: 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
};
const DOCS = {
  keys: {
    token: 'QDG6eK',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    receiveId: 'wx5823bf96d3bd56c7',
  },
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  signed: {
    timestamp: '1409659813',
    nonce: '1372623149',
    encrypted:
      'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
  },
};

test('L1: the SDK’s known answer, both ways', () => {
  expect(decrypted(SDK.keys, SDK.encrypted)).toBe(SDK.text);
  expect(encrypted(SDK.keys, SDK.text, Buffer.from('aaaabbbbccccdddd'))).toBe(SDK.encrypted);
});

test('L1: the documentation’s known answer: signature and message', () => {
  expect(signatureOf(DOCS.keys.token, DOCS.signed)).toBe(DOCS.signature);
  expect(isSignedBy(DOCS.keys, DOCS.signed, DOCS.signature)).toBe(true);
  expect(decrypted(DOCS.keys, DOCS.signed.encrypted)).toContain('<Content><![CDATA[hello]]></Content>');
});

test('R30: one bit off, another receiver, a cut or an empty text: refused', () => {
  const off = { ...DOCS.signed, nonce: '1372623148' };
  expect(isSignedBy(DOCS.keys, off, DOCS.signature)).toBe(false);
  expect(isSignedBy(DOCS.keys, DOCS.signed, '')).toBe(false);
  expect(isSignedBy(DOCS.keys, DOCS.signed, `${DOCS.signature}0`)).toBe(false);
  expect(decrypted({ ...DOCS.keys, receiveId: 'another' }, DOCS.signed.encrypted)).toBeNull();
  expect(decrypted(DOCS.keys, DOCS.signed.encrypted.slice(0, -4))).toBeNull();
  expect(decrypted(DOCS.keys, '')).toBeNull();
  const flipped = Buffer.from(SDK.encrypted, 'base64');
  flipped[flipped.length - 1]! ^= 1;
  expect(decrypted(SDK.keys, flipped.toString('base64'))).toBeNull();
});
