import { Arg } from 'type-graphql';
import { labelIn, render, type Label, type Message } from '../domain/message.js';
import type { Locale } from '../domain/people.js';
import { LocaleEnum } from '../schema/enums.js';
import type { Context } from './context.js';

/** The argument of every text. */
export const LocaleArg = () =>
  Arg('locale', () => LocaleEnum, {
    nullable: true,
    description: "Language of the text. Left out: the viewer's, else the organisation's.",
  });

export type AskedLocale = Locale | null | undefined;

export const textIn = (ctx: Context, locale: AskedLocale, text: Message): string =>
  render(text, locale ?? ctx.locale, ctx.timeZone);

export const wordIn = (ctx: Context, locale: AskedLocale, word: Label): string => labelIn(word, locale ?? ctx.locale);
