import { Field, InputType } from 'type-graphql';
import type { Locale } from '../../domain/people.js';
import { LocaleEnum } from '../enums.js';
import { Json } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import { ChangedText, JsonObject, NAME, NeverNull } from './limits.js';

const RULES = 256 * 1024;
const HOURS = 1024;

@InputType('SettingsInput', {
  description:
    'What is to change of the organisation’s settings; each part as a whole. What can not be is BAD_USER_INPUT with the path of its first mistake, e.g. assignment.rules[2].to; `problems` in its extensions tells all of them.',
})
export class SettingsInput extends KeyedInput {
  @ChangedText(NAME, 'IANA time zone, e.g. Asia/Shanghai.')
  timeZone?: string;

  @Field(() => LocaleEnum, {
    nullable: true,
    description: 'Language of texts for whoever has no language of their own. Left out: unchanged; never null.',
  })
  @NeverNull()
  locale?: Locale;

  @Field(() => Json, {
    nullable: true,
    description:
      '{ days: ISO weekdays 1 to 7, from: "HH:mm", to: "HH:mm" or "24:00" }, local time. Left out: unchanged; never null.',
  })
  @JsonObject(HOURS)
  @NeverNull()
  workingHours?: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      'A list of "YYYY-MM-DD"; { date, working, label }, where `working: true` marks a make-up working day; or { calendar: "CN" }, the public holidays and make-up working days of China. What is said of a single day counts more than a calendar. At most 1000. Left out: unchanged; never null.',
  })
  @NeverNull()
  holidays?: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      '{ threshold, rules: [{ code, points, label, when }] }; `when` is one of { any: [facts] }, { has: fact }, { sourceQualityAtLeast }, { messageLongerThan }; facts are phone, email, wechat, company, productInterest, message. All open leads are scored anew in the background, and those that reach the threshold in the pool are assigned. Left out: unchanged; never null.',
  })
  @JsonObject(RULES)
  @NeverNull()
  scoring?: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      '{ rules: [{ code, label, when, to, by }], default: { to, by }, capPerPerson, responseWithin, reassignAfter, reopenFollowUpWithin, contributorWithin }. The first rule that fits decides; `when`: { sourceIds, channels, campaigns, products, regions, tags, companySizeAtLeast }, all that is given must hold; `to`: "ANY_TEAM", { teamId } or { userId }; `by`: LEAST_LOAD (default) or ROUND_ROBIN. `capPerPerson` counts open leads and customers. `responseWithin`: to the first contact, clock time, null for none; `reassignAfter`: from the last step of the escalation until somebody else gets the lead, null for never; `reopenFollowUpWithin`: to the contact with somebody who came back; `contributorWithin`: whoever lost a customer, taken back or handed over, no longer before it was won is shown as a contributor. What is left out of the last three is as shipped. Left out: unchanged; never null.',
  })
  @JsonObject(RULES)
  @NeverNull()
  assignment?: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      '{ rules: [{ code, label, when, tags }] }: which tags an arrival earns its lead, in addition to those of its source and its own. Every rule that fits counts; `when`: { sourceIds, channels, campaigns, products, regions, words }, all that is given must hold, of a list one entry is enough; `products`, `regions` and `words` (of the message) may be part of the text, in either case; without `when` it always fits. They hold for what arrives from now on, a lead’s or a customer’s further touches included: nobody loses a tag. One lead carries at most 50 tags. Left out: unchanged; never null.',
  })
  @JsonObject(RULES)
  @NeverNull()
  tagging?: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      'All of the organisation’s own fields, in the order in which forms show them: [{ code, label: { "zh-CN", en }, type, on, options, archived }], at most 100. `type`: TEXT, NUMBER, DECIMAL (exact; at most 18 digits and 6 decimals), DATE (a day), BOOLEAN, OPTION or MULTI_OPTION. `on`: LEAD (leads have it, and it follows to their customer) or CUSTOMER. `options`, of the last two types: texts, or { code, label, archived }. What is `archived` keeps its values and is filled in no more. A field that is left out, or has another type or one option less, is refused with IN_USE while somebody has a value of it, a published playbook or a pool’s rules ask for it, or an active source fills it; archived, while a playbook that is in force or a pool’s rules ask for it, or an active source fills it. Left out: unchanged; never null.',
  })
  @NeverNull()
  customFields?: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      'The organisation’s own lists of reasons by their kind: { LOSS: [{ code, label: { "zh-CN", en }, order, active, needsNote }], … }; kinds are LOSS, PAUSE, RELEASE, DISQUALIFY and CANCEL, with at most 200 reasons each. A list replaces the one of its kind, and kinds that aren’t given stay as they are, so that two who change different ones don’t undo each other. A list that offers something holds for everybody, instead of those of the playbooks; one that offers nothing, e.g. [], gives way to them again. `order`: by it the list is sorted; left out, the place in the list. `active`: false for what is chosen no more and stays on what was explained by it; left out, true. A reason that the list leaves out becomes inactive: none is ever lost. `needsNote`: whoever chooses it has to write a note. Left out: unchanged; never null.',
  })
  @JsonObject(RULES)
  @NeverNull()
  reasons?: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      'How follow-ups go: { remindBefore, attempts, agreed, phrases, nextDates }; parts that are left out stay. `remindBefore`: spans before the due time of a planned one at which its owner is reminded, at most 10. `attempts`: { counted, within, giveUpAfter }: so many unanswered attempts count as activity within the span (at most P30D), on different days, and after how many in a row giving up is proposed. `agreed`: { furthestAhead, inARow }: how far ahead of the contact, and how many times in a row, a step agreed with the customer holds the clocks of silence, from the next change of each customer on. `phrases`: [{ code, label: { "zh-CN", en }, outcome, goalMet }], sentences for the note. `nextDates`: [{ code, label, outcomes, after, time }]: `after` counts in working time, `time` is the local time HH:mm on that day. Left out: unchanged; never null.',
  })
  @JsonObject(RULES)
  @NeverNull()
  followUps?: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      'What of the inbox is sent to people’s other channels; the inbox itself is immediate and complete. { perCustomerPerDay, perPersonPerDay, digestAt, quiet, namesInGroups }; parts that are left out stay. `perCustomerPerDay`: so many reminders about one customer go to one person on a day (1 to 100). `perPersonPerDay`: so many cards in all (1 to 1000); the rest is told in the morning digest. `digestAt`: local time HH:mm of that. `quiet`: { from, to }, local hours in which nothing is sent, which may go past midnight; null for none; people may choose others for themselves. `namesInGroups`: whether customers are named where a whole group reads it. Left out: unchanged; never null.',
  })
  @JsonObject(HOURS)
  @NeverNull()
  push?: unknown;
}
