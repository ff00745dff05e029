import type { CardWords } from '../../commands/delivery/card-words.js';
import { asText, withoutTags, wordsOf, type Words } from '../../domain/delivery/words.js';

/** Links begin with the address at which people reach us. */
export type PublicUrl = string;

export const linkOf = ({ path }: CardWords, publicUrl: PublicUrl): string => `${publicUrl}${path}`;

/** What one person alone reads. */
export const wordsForPerson = (words: CardWords, publicUrl: PublicUrl): Words =>
  wordsOf(words.card, { ...words, audience: 'PERSON', link: linkOf(words, publicUrl) });

/** What a whole group reads, as one text. */
export function textForGroup(words: CardWords, publicUrl: PublicUrl, maxBytes: number): string {
  const audience = words.namesInGroups ? 'GROUP' : 'NAMELESS_GROUP';
  return chatText(wordsOf(words.card, { ...words, audience, link: linkOf(words, publicUrl) }), maxBytes);
}

export const chatText = (words: Words, maxBytes: number): string => withoutTags(asText(words, maxBytes));
