import { normalisePlatformId } from './identity.js';
import type { WecomFields } from './wecom.js';

/** Somebody followed an official account, came by one of its codes again, wrote to it, or left it. */
export interface FollowerEvent {
  readonly kind: 'CAME' | 'WROTE' | 'LEFT';
  /** What WeChat calls it: subscribe, SCAN, unsubscribe, or a type of message. */
  readonly what: string;
  readonly openId: string;
  /** The scene of the code that they came by. */
  readonly scene: string | null;
  readonly text: string | null;
  /** The same however often WeChat sends it. */
  readonly messageId: string;
}

const EVENTS = new Map<string, FollowerEvent['kind']>([
  ['subscribe', 'CAME'],
  ['SCAN', 'CAME'],
  ['unsubscribe', 'LEFT'],
]);
const MESSAGES: ReadonlySet<string> = new Set(['text', 'image', 'voice', 'video', 'shortvideo', 'location', 'link']);

const LONGEST_SCENE = 200;
const LONGEST_TEXT = 10_000;

/** What a message of an official account tells of a follower, or null where it tells of anything else. */
export function followerEventIn(fields: WecomFields): FollowerEvent | null {
  const said = (name: string): string => (typeof fields[name] === 'string' ? fields[name].trim() : '');
  const [type, event] = [said('MsgType'), said('Event')];
  const kind = type === 'event' ? EVENTS.get(event) : MESSAGES.has(type) ? 'WROTE' : undefined;
  const openId = normalisePlatformId(said('FromUserName'));
  if (!kind || openId === null) return null;
  const what = type === 'event' ? event : type;
  const key = said('EventKey');
  const told = /^\d{1,20}$/.test(said('MsgId')) ? said('MsgId') : null;
  return {
    kind,
    what,
    openId,
    scene: type === 'event' ? bounded(key.replace(/^qrscene_/, ''), LONGEST_SCENE) : null,
    text: type === 'text' ? bounded(said('Content'), LONGEST_TEXT) : null,
    messageId: told ?? [what, openId, said('CreateTime').slice(0, 20), key.slice(0, 64)].join('/'),
  };
}

const bounded = (text: string, longest: number): string | null =>
  Array.from(text.replace(/[^\P{C}\n]/gu, ''))
    .slice(0, longest)
    .join('') || null;
