import { startOfDayIn } from '../language/days.js';

type FactText = 'need' | 'budget' | 'timeline' | 'decisionMaker' | 'decisionDate' | 'phone' | 'email' | 'wechat';

interface FactField {
  readonly text: FactText;
  readonly type: 'text' | 'number' | 'date' | 'tel' | 'email';
  readonly inputMode?: 'decimal' | 'tel' | 'email';
}

/** How each fact of a customer is asked for. */
export const FACT_FIELDS: Readonly<Record<string, FactField>> = {
  need: { text: 'need', type: 'text' },
  budget: { text: 'budget', type: 'number', inputMode: 'decimal' },
  timeline: { text: 'timeline', type: 'text' },
  decisionMaker: { text: 'decisionMaker', type: 'text' },
  decisionDate: { text: 'decisionDate', type: 'date' },
  phone: { text: 'phone', type: 'tel', inputMode: 'tel' },
  email: { text: 'email', type: 'email', inputMode: 'email' },
  wechat: { text: 'wechat', type: 'text' },
};

/** What was typed for a fact as the API takes it: a day is one of the organisation’s, and begins where that is. */
export const factOf = (field: string, typed: string, timeZone: string): string =>
  FACT_FIELDS[field]?.type === 'date' ? startOfDayIn(typed, timeZone).toISOString() : typed;
