import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** WeCom pads to blocks of 32 bytes, twice those of AES, so the padding is ours to check. */
const BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** What a callback's keys decode to, as set in WeCom's console. */
export interface CallbackKeys {
  readonly token: string;
  /** 43 characters. */
  readonly encodingAesKey: string;
  /** Who messages must be meant for: the corp's id. */
  readonly receiveId: string;
}

/** The parts of a callback that its signature covers, besides the token. */
export interface Signed {
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypted: string;
}

/** Whether WeCom signed this, compared in constant time. */
export function isSignedBy(
  { token }: CallbackKeys,
  { timestamp, nonce, encrypted }: Signed,
  signature: string,
): boolean {
  const expected = Buffer.from(signatureOf(token, { timestamp, nonce, encrypted }));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export function signatureOf(token: string, { timestamp, nonce, encrypted }: Signed): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

/** The message inside, or null where it can't be read or is meant for somebody else. */
export function decrypted({ encodingAesKey, receiveId }: CallbackKeys, encrypted: string): string | null {
  const plain = decipher(encodingAesKey, Buffer.from(encrypted, 'base64'));
  const content = plain && withoutPadding(plain);
  if (!content || content.length < RANDOM_BYTES + LENGTH_BYTES) return null;
  const length = content.readUInt32BE(RANDOM_BYTES);
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (start + length > content.length) return null;
  const meantFor = content.subarray(start + length).toString('utf8');
  return meantFor === receiveId ? content.subarray(start, start + length).toString('utf8') : null;
}

/** The same the other way, as WeCom does it. */
export function encrypted(
  { encodingAesKey, receiveId }: CallbackKeys,
  text: string,
  random = randomBytes(RANDOM_BYTES),
): string {
  const message = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(message.length);
  const content = Buffer.concat([random, length, message, Buffer.from(receiveId, 'utf8')]);
  const pad = BLOCK - (content.length % BLOCK);
  const key = keyFrom(encodingAesKey);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(content), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

function decipher(encodingAesKey: string, data: Buffer): Buffer | null {
  if (data.length === 0 || data.length % BLOCK !== 0) return null;
  const key = keyFrom(encodingAesKey);
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

function withoutPadding(plain: Buffer): Buffer | null {
  const pad = plain.at(-1) ?? 0;
  return pad >= 1 && pad <= BLOCK ? plain.subarray(0, plain.length - pad) : null;
}

const keyFrom = (encodingAesKey: string): Buffer => Buffer.from(`${encodingAesKey}=`, 'base64');
