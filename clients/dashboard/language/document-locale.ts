import { useEffect } from 'react';
import { languageTag, type Locale } from './locale.js';
import { useLocale } from './texts.js';

/** The chosen language, told to the document as well: screen readers speak by it. */
export function useDocumentLocale(): Locale {
  const locale = useLocale();
  useEffect(() => {
    document.documentElement.lang = languageTag(locale);
  }, [locale]);
  return locale;
}
