import type { Run } from '../../commands/command.js';
import type { CardContent } from '../../commands/delivery/content.js';
import { openedKeys } from '../../commands/notification-channel/channel-keys.js';
import type { Secrets } from '../../commands/secrets.js';
import type { AddressKeys } from '../../domain/delivery/address.js';
import type { Sent } from '../../domain/delivery/delivery.js';
import type { OrganisationChannels } from '../../domain/delivery/organisation.js';
import type { PublicUrl } from './form.js';

/** What channels are made from. */
export interface ChannelParts {
  readonly run: Run;
  readonly secrets: Secrets;
  readonly organisation: OrganisationChannels;
  readonly publicUrl: PublicUrl;
  readonly privateHosts: ReadonlySet<string>;
  /** What the providers' limits count within; drills have shorter minutes. */
  readonly minuteMs: number;
  /** How long one call may take; an attempt may make three, for a token, the message, and once more with a new token. */
  readonly timeoutMs: number;
}

/** Null where they can't be opened any more. */
export const keysOf = ({ secrets }: ChannelParts, { sealed }: CardContent): AddressKeys | null =>
  sealed === null ? null : openedKeys(secrets, sealed);

export const UNREADABLE: Sent = {
  delivered: false,
  error: 'CONFIGURATION',
  answer: 'the address can’t be read any more; enter it anew',
};
