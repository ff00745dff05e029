import type { AddressKeys } from '../../domain/delivery/address.js';
import type { OutsideChannel } from '../../domain/delivery/delivery.js';
import type { SealedSecret, Secrets } from '../secrets.js';

const CONTEXT = 'notification channel';

/** What a call to somebody's channel takes, readable no more. */
export const sealedKeys = (secrets: Secrets, keys: AddressKeys): SealedSecret =>
  secrets.seal(JSON.stringify(keys), CONTEXT);

/** Null where it can't be opened, e.g. since the server's secret is another one. */
export function openedKeys(secrets: Secrets, sealed: string): AddressKeys | null {
  const text = secrets.open(sealed, CONTEXT);
  return text === null ? null : (JSON.parse(text) as AddressKeys);
}

/** What all who send to the same place have in common: nobody can tell the place from it. Without a place of its own a channel is one place. */
export const laneKeyOf = (secrets: Secrets, channel: OutsideChannel, place: string | null): string =>
  place === null ? channel : `${channel}:${secrets.markOf(place)}`;
