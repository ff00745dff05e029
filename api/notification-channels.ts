import { laneKeyOf, sealedKeys } from '../commands/notification-channel/channel-keys.js';
import type { ChosenChannel, ChosenPlace } from '../commands/notification-channel/choose-channels.js';
import type { Secrets } from '../commands/secrets.js';
import { badInput } from '../domain/decision.js';
import { readAddress, type GivenAddress } from '../domain/delivery/address.js';
import type { OutsideChannel } from '../domain/delivery/delivery.js';
import { channelsThrough, type OrganisationChannels } from '../domain/delivery/organisation.js';
import { message } from '../domain/message.js';
import type { ChannelSettingInput } from '../schema/inputs/notification-channels.input.js';

/** The channels as a command takes them: checked, and their secrets readable no more. */
export function readChannels(
  inputs: readonly ChannelSettingInput[],
  organisation: OrganisationChannels,
  secrets: Secrets,
): readonly ChosenChannel[] {
  const names = inputs.map(({ channel }) => channel);
  return inputs.flatMap((input, index): readonly ChosenChannel[] => {
    const { channel } = input;
    const path = `channels[${index}]`;
    if (names.indexOf(channel) !== index) throw badInput(`${path}.channel`, message('CHANNEL_TWICE'));
    const given = { address: input.address?.trim() || null, secret: input.secret?.trim() || null };
    if (channel === 'IN_APP') return refuseAny({ ...input, ...given }, path);
    if (!channelsThrough(organisation).includes(channel))
      throw badInput(`${path}.channel`, message('CHANNEL_NOT_SET_UP'));
    const kinds = input.kinds ? [...new Set(input.kinds)] : null;
    return [{ channel, kinds, path, place: placeOf(channel, given, { organisation, secrets, path }) }];
  });
}

function refuseAny({ address, secret, kinds }: ChannelSettingInput, path: string): readonly [] {
  const field = address ? 'address' : secret ? 'secret' : kinds ? 'kinds' : null;
  if (field) throw badInput(`${path}.${field}`, message('CHANNEL_INBOX_IS_WHOLE'));
  return [];
}

interface Around {
  readonly organisation: OrganisationChannels;
  readonly secrets: Secrets;
  readonly path: string;
}

function placeOf(
  channel: OutsideChannel,
  { address, secret }: GivenAddress,
  { organisation, secrets, path }: Around,
): ChosenPlace | null {
  if (address === null) {
    if (secret !== null) throw badInput(`${path}.address`, message('CHANNEL_ADDRESS_NEEDED'));
    return null;
  }
  if (channel === 'WECOM_APP') throw badInput(`${path}.address`, message('CHANNEL_ADDRESS_NOT_TAKEN'));
  const { shown, place, keys } = readAddress(channel, { address, secret }, organisation, path);
  return { shown, laneKey: laneKeyOf(secrets, channel, place), sealed: keys && sealedKeys(secrets, keys) };
}
