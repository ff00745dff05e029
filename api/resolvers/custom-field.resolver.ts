import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { CustomField, CustomFieldOption } from '../../domain/custom-field/custom-field.js';
import { CustomFieldOptionType, CustomFieldType } from '../../schema/types/custom-field.type.js';
import { viewerOf, type Context } from '../context.js';
import { customFieldsOf } from '../queries/custom-fields.js';
import { LocaleArg, wordIn, type AskedLocale } from '../texts.js';

@Resolver(() => CustomFieldType)
export class CustomFieldFields {
  @Query(() => [CustomFieldType], {
    description: 'The organisation’s own fields, in the order in which forms show them. Anybody signed in.',
  })
  async customFields(
    @Arg('archived', () => Boolean, {
      defaultValue: false,
      description: 'True: those that are filled in no more as well.',
    })
    archived: boolean,
    @Ctx() ctx: Context,
  ): Promise<readonly CustomField[]> {
    viewerOf(ctx);
    const fields = await customFieldsOf(ctx.database);
    return archived ? fields : fields.filter((field) => !field.archived);
  }

  @FieldResolver(() => String, { description: 'What people call it.' })
  label(@Root() { label }: CustomField, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, label);
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description: 'Codes of the options that are offered, in order. Null: there is nothing to choose from.',
  })
  options(@Root() { options }: CustomField): readonly string[] | null {
    return options?.filter((option) => !option.archived).map(({ code }) => code) ?? null;
  }

  @FieldResolver(() => [CustomFieldOptionType], {
    description:
      'All of its options with what people call them, in order; empty where there is nothing to choose from.',
  })
  choices(@Root() { options }: CustomField): readonly CustomFieldOption[] {
    return options ?? [];
  }

  @FieldResolver()
  archived(@Root() { archived }: CustomField): boolean {
    return archived ?? false;
  }
}

@Resolver(() => CustomFieldOptionType)
export class CustomFieldOptionFields {
  @FieldResolver(() => String, { description: 'What people call it.' })
  label(@Root() { label }: CustomFieldOption, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, label);
  }

  @FieldResolver()
  archived(@Root() { archived }: CustomFieldOption): boolean {
    return archived ?? false;
  }
}
