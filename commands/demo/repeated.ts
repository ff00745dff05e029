import { ID_KINDS, type IdKind } from '../../domain/decision.js';
import { FIRST_PHONE } from './words.js';

/** What stands for something in the n-th repetition of a life, the life itself being the zeroth. */
export interface Twins {
  /** Another person or team. */
  member(id: string, time: number): string;
  /** Another life's number. */
  life(number: number, time: number): number;
  /** The place in the log of what happened to the other life. */
  tx(tx: number, time: number): number;
}

/** Stands before a number of the log in rows that are repeated. */
export const TX_MARK = '\u0001';

/** The same in every life. */
const SHARED: readonly IdKind[] = ['Pool', 'Playbook', 'Source'];
const MEMBERS: readonly IdKind[] = ['User', 'Team'];
const OWN = (Object.keys(ID_KINDS) as IdKind[]).filter((kind) => !SHARED.includes(kind) && !MEMBERS.includes(kind));

const idOf = (kinds: readonly IdKind[]) => `\\b(?:${kinds.map((kind) => ID_KINDS[kind]).join('|')})_[0-9a-z]{26}\\b`;
const TELLING = new RegExp(`(${idOf(OWN)})|(${idOf(MEMBERS)})|\\+86(138\\d{8})|(?<=buyer)(\\d+)|${TX_MARK}(\\d+)`, 'g');

type Part = (time: number) => string;

/** Rows of a life as text, in which everything that tells it from another one can be replaced. */
export class Repeated {
  /** Each after the text before it. */
  private readonly parts: (readonly [before: string, part: Part])[] = [];
  private readonly rest: string;

  constructor(text: string, twins: Twins) {
    let from = 0;
    for (const match of text.matchAll(TELLING)) {
      this.parts.push([text.slice(from, match.index), partOf(match, twins)]);
      from = match.index + match[0].length;
    }
    this.rest = text.slice(from);
  }

  again(time: number): string {
    let text = '';
    for (const [before, part] of this.parts) text += before + part(time);
    return text + this.rest;
  }
}

function partOf([, own, member, phone, number, tx]: RegExpMatchArray, twins: Twins): Part {
  if (own !== undefined) return (time) => own.slice(0, -LETTERS) + inLetters(time);
  if (member !== undefined) return (time) => twins.member(member, time);
  if (phone !== undefined) return (time) => `+86${FIRST_PHONE + twins.life(Number(phone) - FIRST_PHONE, time)}`;
  if (number !== undefined) return (time) => `${twins.life(Number(number), time)}`;
  return (time) => `${twins.tx(Number(tx), time)}`;
}

/** The last letters of an id say which repetition it belongs to; those before them are drawn, and enough to tell ids apart. */
const LETTERS = 4;
const inLetters = (time: number): string =>
  time
    .toString(32)
    .replace(/[ilou]/g, (one) => SPELT[one]!)
    .padStart(LETTERS, '0');
const SPELT: Readonly<Record<string, string>> = { i: 'w', l: 'x', o: 'y', u: 'z' };
