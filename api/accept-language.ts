import type { Locale } from '../domain/people.js';

/** The first of our languages that a browser asks for, in its order of preference; null when it names neither. */
export function localeIn(acceptLanguage: string | undefined): Locale | null {
  const wanted = (acceptLanguage ?? '').slice(0, 200).split(',').map(weighed);
  const byPreference = wanted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  for (const { language } of byPreference) {
    if (/^zh\b/i.test(language)) return 'ZH_CN';
    if (/^en\b/i.test(language)) return 'EN';
  }
  return null;
}

function weighed(part: string): { language: string; weight: number } {
  const [language = '', ...params] = part.split(';').map((text) => text.trim());
  const quality = params.find((param) => param.startsWith('q='));
  return { language, weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
}
