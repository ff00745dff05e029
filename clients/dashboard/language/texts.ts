import { useSyncExternalStore } from 'react';
import { chosenLocale, onLocale, type Locale } from './locale.js';

type Text = string | ((...values: never[]) => string);

/** What a part of the app says, in both languages: the second must say whatever the first says, with the same values. */
export interface Texts<Dictionary> {
  readonly zh: Dictionary;
  readonly en: Dictionary;
}

export const texts = <Dictionary extends Readonly<Record<string, Text>>>(
  zh: Dictionary,
  en: { readonly [Key in keyof Dictionary]: Dictionary[Key] extends string ? string : Dictionary[Key] },
): Texts<typeof en> => ({ zh: zh as typeof en, en });

export const useLocale = (): Locale => useSyncExternalStore(onLocale, chosenLocale);

export function useTexts<Dictionary>({ zh, en }: Texts<Dictionary>): Dictionary {
  return useLocale() === 'EN' ? en : zh;
}

export const textsNow = <Dictionary>({ zh, en }: Texts<Dictionary>): Dictionary => (chosenLocale() === 'EN' ? en : zh);
