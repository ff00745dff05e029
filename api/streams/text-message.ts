const FINAL_TEXT = 0x81;
const TWO_BYTES_FOLLOW = 126;
const EIGHT_BYTES_FOLLOW = 127;
const CLOSING_BRACE = 0x7d;

/**
 * A server's WebSocket message (RFC 6455, 5.2: whole, of text, unmasked) of a head, an answer and the brace that closes them. Only for
 * sockets without extensions: with compression a message looks otherwise.
 */
export function textMessage(head: Uint8Array, answer: Uint8Array): Buffer {
  const length = head.length + answer.length + 1;
  const start = length < TWO_BYTES_FOLLOW ? 2 : length < 65_536 ? 4 : 10;
  const message = Buffer.allocUnsafe(start + length);
  message[0] = FINAL_TEXT;
  if (start === 2) message[1] = length;
  else if (start === 4) {
    message[1] = TWO_BYTES_FOLLOW;
    message.writeUInt16BE(length, 2);
  } else {
    message[1] = EIGHT_BYTES_FOLLOW;
    message.writeUInt32BE(0, 2);
    message.writeUInt32BE(length, 6);
  }
  message.set(head, start);
  message.set(answer, start + head.length);
  message[start + length - 1] = CLOSING_BRACE;
  return message;
}
