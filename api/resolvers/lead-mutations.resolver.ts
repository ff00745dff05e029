import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { assignLead } from '../../commands/assign-lead.js';
import { captureLead } from '../../commands/capture-lead.js';
import { claimLead } from '../../commands/claim-lead.js';
import type { Outcome } from '../../commands/command.js';
import { createSource } from '../../commands/create-source.js';
import { disqualifyLead } from '../../commands/disqualify-lead.js';
import { eachOfMany, openMany, type Bulk } from '../../commands/each-of-many.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { releaseLead } from '../../commands/release-lead.js';
import { rotateSourceKey } from '../../commands/rotate-source-key.js';
import { readTagging, tagLead } from '../../commands/tag-lead.js';
import { setLeadConsent } from '../../commands/set-lead-consent.js';
import { updateLead } from '../../commands/update-lead.js';
import { updateSource } from '../../commands/update-source.js';
import {
  AssignLeadInput,
  CaptureLeadInput,
  ClaimLeadInput,
  CreateSourceInput,
  DisqualifyLeadInput,
  LeadConsentInput,
  QualifyLeadInput,
  ReleaseLeadInput,
  SourceKeyInput,
  TagLeadsInput,
  UpdateLeadInput,
  UpdateSourceInput,
  type WechatInput,
  type WecomInput,
} from '../../schema/inputs/lead.input.js';
import { BulkPayload } from '../../schema/types/bulk.type.js';
import { CustomerPayload, LeadPayload, SourcePayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';
import { sealedWechat } from '../wechat/wechat-config.js';
import { sealedWecom } from '../wecom/wecom-config.js';

@Resolver()
export class LeadMutations {
  @Mutation(() => SourcePayload, {
    description:
      'Creates a source of leads and answers its intake key, once: only a hash is kept, and a repeated call with the same idempotencyKey answers the source without the key. WECOM and OFFICIAL_ACCOUNT have none: WeCom calls `/callbacks/wecom/{id}`, WeChat `/callbacks/wechat/{id}`. ADMIN. Keys of a callback that can not be are BAD_USER_INPUT.',
  })
  createSource(@Arg('input', () => CreateSourceInput) input: CreateSourceInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageSources');
    return ctx.run(createSource, withSealedKeys(input, ctx));
  }

  @Mutation(() => SourcePayload, {
    description:
      'Gives a source a new intake key and answers it, once; the old one is refused from this moment on. ADMIN. No refusals; a source of kind WECOM or OFFICIAL_ACCOUNT has no key: BAD_USER_INPUT.',
  })
  rotateSourceKey(@Arg('input', () => SourceKeyInput) input: SourceKeyInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageSources');
    return ctx.run(rotateSourceKey, input);
  }

  @Mutation(() => SourcePayload, {
    description:
      'Changes a source, or switches it off and on (`active`): one that is off accepts nothing, and its key is refused. ADMIN. No refusals; origins, mappings and keys that can not be are BAD_USER_INPUT.',
  })
  updateSource(@Arg('input', () => UpdateSourceInput) input: UpdateSourceInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageSources');
    return ctx.run(updateSource, withSealedKeys(input, ctx));
  }

  @Mutation(() => LeadPayload, {
    description:
      'Somebody left a trace. Somebody new becomes a scored lead: at or above the threshold it is assigned at once by the rules of the settings, else it waits in the lead pool. Somebody known by phone, e-mail, WeChat id or an id of the WeChat platform gets a touch instead, and their owner a notice; one who was pooled, given up or lost goes to their last owner, else by the rules. The same source and externalId again give the first answer. Anybody signed in. No refusals of its own; unreadable contact details are BAD_USER_INPUT.',
  })
  captureLead(@Arg('input', () => CaptureLeadInput) input: CaptureLeadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(captureLead, input);
  }

  @Mutation(() => LeadPayload, {
    description:
      'Gives a lead to somebody, who is told at once. TEAM_LEAD to people of their teams, MANAGER to anybody. Refusals: ALREADY_CLOSED.',
  })
  assignLead(@Arg('input', () => AssignLeadInput) input: AssignLeadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'assignLeads');
    return ctx.run(assignLead, input);
  }

  @Mutation(() => LeadPayload, {
    description:
      'Corrects what is known of a lead and scores it anew; one in the pool that reaches the threshold is assigned at once. Its owner or a superior; of a pooled one, TEAM_LEAD and above. Refusals: NOT_OWNER, ALREADY_CLOSED, VERSION_CONFLICT, DUPLICATE (a contact detail is somebody else’s).',
  })
  updateLead(@Arg('input', () => UpdateLeadInput) input: UpdateLeadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(updateLead, input);
  }

  @Mutation(() => BulkPayload, {
    description:
      'Gives many leads tags, and takes some from them: at most 100, each on its own. A lead carries at most 50 tags: what goes beyond is left out. Their owners or superiors; of pooled ones, TEAM_LEAD and above. Refusals, per item: NOT_OWNER, ALREADY_CLOSED, NOT_FOUND (there is none that the caller may see).',
  })
  tagLeads(@Arg('input', () => TagLeadsInput) input: TagLeadsInput, @Ctx() ctx: Context): Promise<Bulk> {
    viewerOf(ctx);
    if (input.leadIds.length === 0) throw badInput('leadIds', message('REQUIRED'));
    const { add, remove } = readTagging(input);
    return eachOfMany((command, one) => ctx.run(command, one), {
      input,
      ids: input.leadIds,
      open: openMany('tagLeads'),
      command: tagLead,
      inputOf: (leadId) => ({ leadId, add, remove }),
      idField: 'leadId',
    });
  }

  @Mutation(() => LeadPayload, {
    description:
      'Takes a lead from its pool; of several at once, one gets it. It counts towards the day’s claims like a customer, and the pool’s rules hold. Members of the pool’s teams. Refusals: ALREADY_OWNED, NOT_IN_POOL, NOT_POOL_MEMBER, ALREADY_CLOSED, POOL_EMBARGO, CLAIM_COOL_DOWN, CLAIM_SUSPENDED, DAILY_CLAIM_LIMIT, HOLDING_CAP (the pool’s over open customers, or the settings’ capPerPerson over open leads and customers). A refused claim costs nothing.',
  })
  claimLead(@Arg('input', () => ClaimLeadInput) input: ClaimLeadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(claimLead, input);
  }

  @Mutation(() => LeadPayload, {
    description:
      'Puts a lead back into the pool; its open follow-ups end. Its owner or a superior, of whom the owner hears. Refusals: NOT_OWNER, ALREADY_CLOSED, REASON_REQUIRED (the reason asks for a note). A reason that isn’t listed is BAD_USER_INPUT.',
  })
  releaseLead(@Arg('input', () => ReleaseLeadInput) input: ReleaseLeadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(releaseLead, input);
  }

  @Mutation(() => LeadPayload, {
    description:
      'Gives a lead up; its open follow-ups end. Another trace of the person brings it back. Its owner or a superior. Refusals: NOT_OWNER, ALREADY_CLOSED, REASON_REQUIRED (the reason asks for a note). A reason that isn’t listed is BAD_USER_INPUT.',
  })
  disqualifyLead(
    @Arg('input', () => DisqualifyLeadInput) input: DisqualifyLeadInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(disqualifyLead, input);
  }

  @Mutation(() => LeadPayload, {
    description:
      'Keeps what a lead answered to being written to; each answer is a touch. Whoever sees the lead. Refusals: ALREADY_CLOSED.',
  })
  setLeadConsent(@Arg('input', () => LeadConsentInput) input: LeadConsentInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(setLeadConsent, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Makes a customer of a lead, in the first stage of its team’s playbook. The owner is kept; an unowned lead becomes the caller’s. Whoever sees the lead. Refusals: ALREADY_CLOSED, CONDITIONS_UNMET (no way to get in touch).',
  })
  qualifyLead(@Arg('input', () => QualifyLeadInput) input: QualifyLeadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(qualifyLead, input);
  }
}

/** From here on nobody reads the keys but the provider's door. */
function withSealedKeys<I extends { readonly wecom?: WecomInput | null; readonly wechat?: WechatInput | null }>(
  { wecom, wechat, ...input }: I,
  { auth }: Context,
) {
  return {
    ...input,
    ...(wecom && { wecom: sealedWecom(auth.secrets, wecom) }),
    ...(wechat && { wechat: sealedWechat(auth.secrets, wechat) }),
  };
}
