import { Field, Int, ObjectType } from 'type-graphql';
import type { Locale } from '../../domain/people.js';
import { LocaleEnum } from '../enums.js';
import { DateTime, Json } from '../scalars.js';

@ObjectType('Rescoring', {
  description: 'How far all open leads have been scored anew since the scoring rules changed last.',
  simpleResolvers: true,
})
export class RescoringType {
  @Field(() => Int, { description: 'How many open leads there were to score; those that arrived since count as well.' })
  total!: number;

  @Field(() => Int, { description: 'How many of them have been scored by the rules of now.' })
  done!: number;

  @Field(() => DateTime, { description: 'When the rules changed.' })
  startedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the last lead was scored. Null: it goes on.' })
  finishedAt!: Date | null;
}

@ObjectType('Settings', { description: "The organisation's own settings.", simpleResolvers: true })
export class SettingsType {
  @Field(() => String, {
    description: 'IANA time zone in which local days and working hours count, e.g. Asia/Shanghai.',
  })
  timeZone!: string;

  @Field(() => LocaleEnum, { description: 'Language of texts for whoever has no language of their own.' })
  locale!: Locale;

  @Field(() => Json, {
    description: 'Working hours: { days: ISO weekdays 1 to 7, from: "HH:mm", to: "HH:mm" }, local time.',
  })
  workingHours!: unknown;

  @Field(() => Json, {
    description:
      'Days off: a list of "YYYY-MM-DD"; { date, working, label }, where `working: true` marks a make-up working day; or { calendar: "CN" }, the public holidays and make-up working days of China as shipped.',
  })
  holidays!: unknown;

  @Field(() => Json, { description: 'How leads are scored: { threshold, rules: [{ code, points, label, when }] }.' })
  scoring!: unknown;

  @Field(() => Json, {
    description:
      'How leads are assigned: { rules, default, capPerPerson, responseWithin, reassignAfter, reopenFollowUpWithin, contributorWithin }.',
  })
  assignment!: unknown;

  @Field(() => Json, { description: 'Which tags arrivals earn: { rules: [{ code, label, when, tags }] }.' })
  tagging!: unknown;

  @Field(() => Json, {
    description:
      'The organisation’s own lists of reasons by their kind, inactive ones included, as `SettingsInput.reasons` takes them. Of the other kinds those of the playbooks hold; `Query.reasons` answers what holds.',
  })
  reasons!: unknown;

  @Field(() => Json, {
    description: 'How follow-ups go and what is suggested for them, as `SettingsInput.followUps` takes it.',
  })
  followUps!: unknown;

  @Field(() => Json, {
    description: 'What of the inbox is sent to people’s other channels, as `SettingsInput.push` takes it.',
  })
  push!: unknown;

  @Field(() => Json, {
    description: 'The organisation’s own fields, archived ones included, as `SettingsInput.customFields` takes them.',
  })
  customFields!: unknown;
}
