import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { eachOfMany, openMany, type Bulk } from '../../commands/each-of-many.js';
import type { Outcome } from '../../commands/command.js';
import { SecretMaker } from '../../commands/webhook-secret.js';
import { createNurtureChannel, updateNurtureChannel } from '../../commands/nurture/save-channel.js';
import { sendLead } from '../../commands/nurture/send-lead.js';
import { may } from '../../domain/policy.js';
import {
  CreateNurtureChannelInput,
  SendToNurtureInput,
  UpdateNurtureChannelInput,
} from '../../schema/inputs/nurture.input.js';
import { BulkPayload } from '../../schema/types/bulk.type.js';
import { LeadType, SourceType } from '../../schema/types/lead.type.js';
import { NurtureChannelPayload, NurtureChannelType, NurtureSendType } from '../../schema/types/nurture.type.js';
import { viewerOf, type Context } from '../context.js';
import { channelsOf, type ChannelRow, type SendRow } from '../queries/nurture.js';
import type { LeadRow } from '../queries/rows.js';

@Resolver(() => NurtureChannelType)
export class NurtureChannelFields {
  @Query(() => [NurtureChannelType], { description: 'All nurture channels by name. Anybody signed in.' })
  nurtureChannels(@Ctx() ctx: Context): Promise<readonly ChannelRow[]> {
    viewerOf(ctx);
    return channelsOf(ctx.database);
  }

  @FieldResolver(() => SourceType, { description: 'The source under which what people answer is counted.' })
  source(@Root() { sourceId }: ChannelRow, @Ctx() { loaders }: Context) {
    return loaders.source.load(sourceId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The address that is called. Null: a list, or the viewer is no ADMIN.',
  })
  url(@Root() { url }: ChannelRow, @Ctx() ctx: Context): string | null {
    return may(viewerOf(ctx), 'manageSources') ? url : null;
  }
}

@Resolver(() => NurtureSendType)
export class NurtureSendFields {
  @FieldResolver(() => NurtureChannelType, { description: 'Where it goes.' })
  async channel(@Root() { channelId }: SendRow, @Ctx() { loaders }: Context) {
    return loaders.nurtureChannel.load(channelId);
  }
}

@Resolver(() => LeadType)
export class LeadNurtureFields {
  @FieldResolver(() => [NurtureSendType], {
    description: 'The nurture channels that it was sent to, the latest first; at most 50.',
  })
  nurtureSends(@Root() { id }: LeadRow, @Ctx() { loaders }: Context) {
    return loaders.nurtureSends.load(id);
  }
}

@Resolver(() => NurtureChannelPayload)
export class NurtureChannelPayloadFields {
  @FieldResolver(() => NurtureChannelType, {
    nullable: true,
    description: 'The channel as it is now. Null: it was refused.',
  })
  async channel(@Root() { answer }: Outcome, @Ctx() { loaders }: Context) {
    const id = answer['channelId'];
    return typeof id === 'string' ? loaders.nurtureChannel.load(id) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What its calls are signed with (Standard Webhooks), shown only this once. Null: no new one was made, also where a call is repeated.',
  })
  secret(@Root() { answer }: Outcome) {
    return answer['secret'] ?? null;
  }
}

@Resolver()
export class NurtureMutations {
  @Mutation(() => NurtureChannelPayload, {
    description:
      'Creates a nurture channel. A WEBHOOK answers the secret that its calls are signed with, once: it is kept encrypted, and a repeated call with the same idempotencyKey answers none. ADMIN. No refusals; what can not be is BAD_USER_INPUT.',
  })
  createNurtureChannel(
    @Arg('input', () => CreateNurtureChannelInput) input: CreateNurtureChannelInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'manageSources');
    return ctx.run(createNurtureChannel, { ...input, secrets: new SecretMaker(ctx.auth.secrets, 'nurture channel') });
  }

  @Mutation(() => NurtureChannelPayload, {
    description:
      'Changes a nurture channel, switches it off and on, or gives it a new secret. ADMIN. No refusals; what can not be is BAD_USER_INPUT.',
  })
  updateNurtureChannel(
    @Arg('input', () => UpdateNurtureChannelInput) { rotateSecret, ...input }: UpdateNurtureChannelInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'manageSources');
    const secrets = rotateSecret ? { secrets: new SecretMaker(ctx.auth.secrets, 'nurture channel') } : {};
    return ctx.run(updateNurtureChannel, { ...input, ...secrets });
  }

  @Mutation(() => BulkPayload, {
    description:
      'Sends pooled leads to a nurture channel: at most 100, each on its own. Only those who agreed to be written to are sent, and never those who opted out; that is looked at again at the moment of each call. One that is on its way there, or on that list, isn’t sent twice. TEAM_LEAD and above, who see the lead’s pool. Refusals, per item: NO_CONSENT, OPTED_OUT, ALREADY_OWNED, ALREADY_CLOSED, NOT_OWNER, NOT_FOUND (there is no lead that the caller may see). A channel that there is not is NOT_FOUND for the whole, and nothing is done; a channel that is switched off is BAD_USER_INPUT.',
  })
  sendToNurture(@Arg('input', () => SendToNurtureInput) input: SendToNurtureInput, @Ctx() ctx: Context): Promise<Bulk> {
    viewerOf(ctx, 'assignLeads');
    const { channelId } = input;
    return eachOfMany((command, one) => ctx.run(command, one), {
      input,
      ids: input.leadIds,
      open: openMany('sendToNurture'),
      command: sendLead,
      inputOf: (leadId) => ({ leadId, channelId }),
      idField: 'leadId',
    });
  }
}
