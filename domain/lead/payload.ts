export type Payload = Readonly<Record<string, unknown>>;

/** As much of a raw payload as is kept with a touch, written out as UTF-8. */
export const PAYLOAD_BYTES = 16 * 1024;

/** Says in a payload that was cut how many bytes it had. */
export const CUT_MARKER = '_cutFromBytes';

const ELLIPSIS = '…';
/** Quotes, colon and comma around an entry. */
const PUNCTUATION_BYTES = 4;

/** What was delivered, as it came; of too large a payload the beginning, in the order it came, and a marker. */
export function boundedPayload(payload: Payload | null): Payload | null {
  if (payload === null) return null;
  const size = bytesOf(payload);
  if (size <= PAYLOAD_BYTES) return payload;
  const kept: [string, unknown][] = [];
  let room = PAYLOAD_BYTES - bytesOf({ [CUT_MARKER]: size });
  for (const [name, value] of Object.entries(payload)) {
    const left = room - bytesOf(name) - PUNCTUATION_BYTES;
    if (left < bytesOf(ELLIPSIS)) break;
    const shown = fitting(value, left);
    kept.push([name, shown]);
    room = left - bytesOf(shown);
  }
  return Object.fromEntries([...kept, [CUT_MARKER, size]]);
}

function fitting(value: unknown, bytes: number): unknown {
  if (bytesOf(value) <= bytes) return value;
  return typeof value === 'string' ? beginning(value, bytes) : ELLIPSIS;
}

/** The longest beginning that fits once written out; found by halving, as what a character takes up differs. */
function beginning(text: string, bytes: number): string {
  const characters = Array.from(text);
  let fits = 0;
  let exceeds = characters.length;
  while (exceeds - fits > 1) {
    const half = Math.floor((fits + exceeds) / 2);
    if (bytesOf(cut(characters, half)) <= bytes) fits = half;
    else exceeds = half;
  }
  return cut(characters, fits);
}

const cut = (characters: readonly string[], count: number): string => characters.slice(0, count).join('') + ELLIPSIS;

const encoder = new TextEncoder();
const bytesOf = (value: unknown): number => encoder.encode(JSON.stringify(value) ?? '').length;
