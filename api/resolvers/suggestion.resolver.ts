import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { suggestionsFor, type GiveUp, type NextDate, type Suggestions } from '../../domain/follow-up/suggest.js';
import type { Phrase } from '../../domain/follow-up/rules.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { FollowUpType } from '../../schema/types/follow-up.type.js';
import { LeadType } from '../../schema/types/lead.type.js';
import { StageType } from '../../schema/types/playbook.type.js';
import {
  FollowUpSuggestionsType,
  GiveUpProposalType,
  NextDateType,
  PhraseType,
} from '../../schema/types/suggestion.type.js';
import { viewerOf, type Context } from '../context.js';
import type { ContactHistories } from '../queries/contact-history.js';
import type { CustomerRow, FollowUpRow, LeadRow } from '../queries/rows.js';
import { LocaleArg, textIn, wordIn, type AskedLocale } from '../texts.js';
import { stageIn, type StageRoot } from './stage-root.js';

type SuggestionsRoot = Suggestions & { readonly file: CustomerFile | LeadFile };

async function suggested(
  file: CustomerFile | LeadFile,
  histories: ContactHistories,
  ctx: Context,
): Promise<SuggestionsRoot> {
  const history = await histories.load('customer' in file ? file.customer.id : file.lead.id);
  const { followUps: offers } = await ctx.loaders.settings.load(1);
  const suggestions = suggestionsFor(file, { history, offers, by: viewerOf(ctx), now: new Date() });
  return { ...suggestions, file };
}

@Resolver(() => CustomerType)
export class CustomerSuggestions {
  @FieldResolver(() => FollowUpSuggestionsType, {
    description: 'What the next follow-up may say, by one tap each. As of an earlier time too they are those of now.',
  })
  async followUpSuggestions(@Root() customer: CustomerRow, @Ctx() ctx: Context): Promise<SuggestionsRoot> {
    const now = customer.past ? await ctx.loaders.customer.load(customer.id) : customer;
    return suggested(await ctx.loaders.customerFile.load(now ?? customer), ctx.loaders.contactsOfCustomer, ctx);
  }
}

@Resolver(() => LeadType)
export class LeadSuggestions {
  @FieldResolver(() => FollowUpSuggestionsType, { description: 'What the next follow-up may say, by one tap each.' })
  async followUpSuggestions(@Root() lead: LeadRow, @Ctx() ctx: Context): Promise<SuggestionsRoot> {
    return suggested(await ctx.loaders.leadFile.load(lead), ctx.loaders.contactsOfLead, ctx);
  }
}

@Resolver(() => FollowUpSuggestionsType)
export class FollowUpSuggestionsFields {
  @FieldResolver(() => FollowUpType, {
    nullable: true,
    description:
      'The earliest open follow-up: completing it takes the same values. Null: none is open, so the contact is recorded anew.',
  })
  followUp(@Root() { file }: SuggestionsRoot): FollowUpRow | null {
    return (file.followUps[0] as FollowUpRow | undefined) ?? null;
  }

  @FieldResolver(() => GiveUpProposalType, { nullable: true })
  giveUp(@Root() { giveUp, file }: SuggestionsRoot): GiveUpRoot | null {
    return giveUp && { ...giveUp, file };
  }
}

@Resolver(() => PhraseType)
export class PhraseFields {
  @FieldResolver(() => String, { description: 'The sentence.' })
  text(@Root() { label }: Phrase, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, label);
  }
}

@Resolver(() => NextDateType)
export class NextDateFields {
  @FieldResolver(() => String, { description: 'What people call it, e.g. 下一个工作日.' })
  label(@Root() { label }: NextDate, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, label);
  }
}

type GiveUpRoot = GiveUp & Pick<SuggestionsRoot, 'file'>;

@Resolver(() => GiveUpProposalType)
export class GiveUpProposalFields {
  @FieldResolver(() => String, { description: 'Why, in a sentence.' })
  because(@Root() { because }: GiveUpRoot, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, because);
  }

  @FieldResolver(() => [StageType], {
    description: 'The stages that a customer may go to for that: lost ones, and ones that lead into a pool.',
  })
  stages(@Root() { stages, file }: GiveUpRoot): readonly StageRoot[] {
    return stages.map(({ code }) => stageIn(file.playbook, code));
  }
}
