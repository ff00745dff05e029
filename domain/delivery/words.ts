import { at, localInstant, message, render, type Message } from '../message.js';
import type { NotificationKind } from '../notification.js';
import type { Locale } from '../people.js';

/** A card as it is told outside: what it says, and what hangs together with it. */
export interface ToldCard {
  readonly kind: NotificationKind;
  readonly title: Message;
  readonly body: Message;
  /** Whom it is about, and until when something is to be done. */
  readonly subject: string | null;
  readonly due: string | null;
  /** What else is to be done for the same customer; of a digest, what wasn't sent since the last one. */
  readonly also: readonly Message[];
  readonly alsoCount: number;
}

export interface Reader {
  /** Whose card it is, as a group calls them. */
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Others read it as well: GROUP, and where customers aren't named there, NAMELESS_GROUP. */
  readonly audience: 'PERSON' | 'GROUP' | 'NAMELESS_GROUP';
  /** Where the card is opened. */
  readonly link: string;
}

export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What a card says outside, in its recipient's language: the customer, the due time, and where to open it. */
export function wordsOf(card: ToldCard, reader: Reader): Words {
  const { audience, link } = reader;
  const say = (text: Message) => render(text, reader.locale, reader.timeZone);
  const linked = say(message('PUSH_LINK', { link }));
  if (audience === 'NAMELESS_GROUP') {
    const title = say(message(`PUSH_NAMELESS_${card.kind}`));
    return {
      title: addressed(title, reader),
      lines: [...dueLine(card, '', reader), ...alsoLines(card, say).slice(0, 1), linked],
    };
  }
  const [title, body] = [say(card.title), say(card.body)];
  const said = `${title}\n${body}`;
  const lines = [
    ...(body === title ? [] : [body]),
    ...(card.subject === null || said.includes(card.subject)
      ? []
      : [say(message('PUSH_SUBJECT', { subject: card.subject }))]),
    ...dueLine(card, said, reader),
    ...alsoLines(card, say),
    linked,
  ];
  return { title: audience === 'GROUP' ? addressed(title, reader) : title, lines };
}

const addressed = (title: string, { name, locale }: Reader): string =>
  locale === 'EN' ? `${name}: ${title}` : `${name}：${title}`;

function dueLine({ due }: ToldCard, said: string, { locale, timeZone }: Reader): readonly string[] {
  if (due === null || said.includes(localInstant(due, timeZone))) return [];
  return [render(message('PUSH_DUE', { due: at(new Date(due)) }), locale, timeZone)];
}

function alsoLines({ kind, also, alsoCount }: ToldCard, say: (text: Message) => string): readonly string[] {
  if (alsoCount === 0) return [];
  const heading = message(kind === 'DIGEST' ? 'PUSH_HELD_BACK' : 'PUSH_ALSO', { count: alsoCount });
  return [say(heading), ...also.map((one) => `· ${say(one)}`)];
}

/** As one text, no longer than a provider takes: of one that is too long the link stays. */
export function asText({ title, lines }: Words, maxBytes: number): string {
  const last = lines.at(-1) ?? '';
  const whole = [title, ...lines].join('\n');
  if (bytesOf(whole) <= maxBytes) return whole;
  return `${cut([title, ...lines.slice(0, -1)].join('\n'), maxBytes - bytesOf(`…\n${last}`))}…\n${last}`;
}

function cut(text: string, maxBytes: number): string {
  let [kept, bytes] = ['', 0];
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Chats read tags in a text, such as one that calls everybody; what people typed is to be read as it is. */
export const withoutTags = (text: string): string => text.replaceAll('<', '＜').replaceAll('>', '＞');
