import { DateTime, Duration } from 'luxon';
import type { Locale } from './people.js';
import { TEXTS, type TextCode } from './texts.js';

/** A word in the organisation's two languages, as playbooks carry them. */
export interface Label {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** What stands for a placeholder: plain text, a word in both languages, an instant or a span. */
export type Param = string | number | Label | { readonly at: string } | { readonly span: string };

/** A sentence before it has a language: stored with what it explains, rendered for whoever reads it. */
export interface Message {
  readonly code: TextCode;
  readonly params?: Readonly<Record<string, Param>>;
}

export function message(code: TextCode, params: Readonly<Record<string, Param>> = {}): Message {
  return { code, params };
}

/** An instant as a message parameter: shown in the reader's language and the organisation's time zone. */
export const at = (instant: Date): Param => ({ at: instant.toISOString() });

/** A span as a message parameter, e.g. 3 days. */
export const span = (iso: string): Param => ({ span: iso });

/** The sentence in the reader's language, its times in the organisation's zone. */
export function render(text: Message, locale: Locale, timeZone: string): string {
  const template = labelIn(TEXTS[text.code], locale);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = text.params?.[name];
    return value === undefined ? '' : renderParam(value, locale, timeZone);
  });
}

export function labelIn(label: Label, locale: Locale): string {
  return locale === 'EN' ? label.en : label['zh-CN'];
}

/** One text in both languages, e.g. a purpose that a person typed. */
export const sameInBoth = (text: string): Label => ({ 'zh-CN': text, en: text });

function renderParam(value: Param, locale: Locale, timeZone: string): string {
  if (typeof value !== 'object') return String(value);
  if ('at' in value) return localInstant(value.at, timeZone);
  if ('span' in value) return renderSpan(value.span, locale);
  return labelIn(value, locale);
}

/** As it stands in sentences. */
export const localInstant = (iso: string, timeZone: string): string =>
  DateTime.fromISO(iso, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');

function renderSpan(iso: string, locale: Locale): string {
  const duration = Duration.fromISO(iso);
  if (locale === 'EN') return duration.reconfigure({ locale: 'en' }).toHuman();
  return duration.reconfigure({ locale: 'zh' }).toHuman({ unitDisplay: 'short' });
}
