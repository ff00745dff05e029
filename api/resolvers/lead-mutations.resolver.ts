import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { assignLead } from '../../commands/assign-lead.js';
import { captureLead } from '../../commands/capture-lead.js';
import type { Outcome } from '../../commands/command.js';
import { createSource } from '../../commands/create-source.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { rotateSourceKey } from '../../commands/rotate-source-key.js';
import { updateSource } from '../../commands/update-source.js';
import {
  AssignLeadInput,
  CaptureLeadInput,
  CreateSourceInput,
  QualifyLeadInput,
  SourceKeyInput,
  UpdateSourceInput,
  type WecomInput,
} from '../../schema/inputs/lead.input.js';
import { CustomerPayload, LeadPayload, SourcePayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';
import { sealedWecom } from '../wecom/wecom-config.js';

@Resolver()
export class LeadMutations {
  @Mutation(() => SourcePayload, {
    description:
      'Creates a source of leads and answers its intake key, once: only a hash is kept, and a repeated call with the same idempotencyKey answers the source without the key. One of kind WECOM has none: WeCom calls `/callbacks/wecom/{id}`. ADMIN. Keys of a callback that can not be are BAD_USER_INPUT.',
  })
  createSource(@Arg('input', () => CreateSourceInput) input: CreateSourceInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageSources');
    return ctx.run(createSource, withSealedKeys(input, ctx));
  }

  @Mutation(() => SourcePayload, {
    description:
      'Gives a source a new intake key and answers it, once; the old one is refused from this moment on. ADMIN. No refusals; a source of another kind than INTAKE has no key: BAD_USER_INPUT.',
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
      'Somebody left a trace. Somebody new becomes a scored lead in the lead pool; somebody known by phone, e-mail, WeChat id or an id of the WeChat platform gets a touch instead, and their owner a notice. The same source and externalId again give the first answer. Anybody signed in. No refusals of its own; unreadable contact details are BAD_USER_INPUT.',
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

  @Mutation(() => CustomerPayload, {
    description:
      'Makes a customer of a lead, in the first stage of its team’s playbook. The owner is kept; an unowned lead becomes the caller’s. Whoever sees the lead. Refusals: ALREADY_CLOSED, CONDITIONS_UNMET (no way to get in touch).',
  })
  qualifyLead(@Arg('input', () => QualifyLeadInput) input: QualifyLeadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(qualifyLead, input);
  }
}

/** From here on nobody reads the keys but the callback's door. */
function withSealedKeys<I extends { readonly wecom?: WecomInput | null }>({ wecom, ...input }: I, { auth }: Context) {
  return wecom ? { ...input, wecom: sealedWecom(auth.secrets, wecom) } : input;
}
