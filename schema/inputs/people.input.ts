import { Field, ID, InputType } from 'type-graphql';
import type { Locale, Role } from '../../domain/people.js';
import { LocaleEnum, RoleEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import { ChangedText, LINE, NAME, NeverNull, OptionalText, Text } from './limits.js';

const EMAIL = 254;
const PHONE = 40;
const PASSWORD = 200;

@InputType('CreateTeamInput', { description: 'A new team.' })
export class CreateTeamInput extends KeyedInput {
  @Text(NAME, 'What people call it; unique.')
  name!: string;

  @Field(() => ID, { nullable: true, description: 'Who leads it. Null: the first active TEAM_LEAD who joins it.' })
  leadId?: string | null;
}

@InputType('UpdateTeamInput', { description: 'What is to change about a team. Fields left out stay as they are.' })
export class UpdateTeamInput extends KeyedInput {
  @Field(() => ID, { description: 'Which team.' })
  teamId!: string;

  @ChangedText(NAME, 'What people call it; unique.')
  name?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Who leads it. Null: the first active TEAM_LEAD who is or becomes a member.',
  })
  leadId?: string | null;
}

@InputType('CreateUserInput', { description: 'A new user, who signs in with an e-mail or a phone number.' })
export class CreateUserInput extends KeyedInput {
  @Text(NAME, 'What colleagues call them.')
  name!: string;

  @OptionalText(EMAIL, 'E-mail address, to sign in with; unique. This or a phone number has to be given.')
  email?: string | null;

  @OptionalText(PHONE, 'Phone number in any spelling, to sign in with; unique.')
  phone?: string | null;

  @OptionalText(LINE, "Their user id in the organisation's WeCom; unique.")
  wecomUserId?: string | null;

  @OptionalText(PASSWORD, 'Password, at least 8 characters. Null: they can not sign in with one.')
  password?: string | null;

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Their team. Null: none.' })
  teamId?: string | null;

  @Field(() => LocaleEnum, { nullable: true, description: "Language of their texts. Null: the organisation's." })
  locale?: Locale | null;
}

@InputType('CreateApiKeyInput', { description: 'A new API key.' })
export class CreateApiKeyInput extends KeyedInput {
  @Text(NAME, 'What it is for. What it does stands in the log under this name.')
  name!: string;

  @Field(() => RoleEnum, {
    description:
      'How far it goes, as of a person. SALES owns nothing: it sees the pools, and may capture leads. TEAM_LEAD leads the teams that are named.',
  })
  role!: Role;

  @Field(() => [String], {
    nullable: true,
    description: 'What it may be used for, of: read, write, intake, configure, users, webhooks. Left out: read.',
  })
  scopes?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The teams it is limited to: it sees and changes only what is theirs or in their pools, and what concerns the whole organisation is closed to it. TEAM_LEAD needs them, ADMIN can not have them. Left out: not limited.',
  })
  teamIds?: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself. Null: never.' })
  expiresAt?: Date | null;
}

@InputType('ApiKeyIdInput', { description: 'An API key.' })
export class ApiKeyIdInput extends KeyedInput {
  @Field(() => ID, { description: 'Which key.' })
  apiKeyId!: string;
}

@InputType('UpdateUserInput', { description: 'What is to change about a user. Fields left out stay as they are.' })
export class UpdateUserInput extends KeyedInput {
  @Field(() => ID, { description: 'Which user.' })
  userId!: string;

  @ChangedText(NAME, 'What colleagues call them.')
  name?: string;

  @OptionalText(EMAIL, 'E-mail address, to sign in with; unique. Null: none.')
  email?: string | null;

  @OptionalText(PHONE, 'Phone number in any spelling, to sign in with; unique. Null: none.')
  phone?: string | null;

  @OptionalText(LINE, "Their user id in the organisation's WeCom; unique. Null: not linked.")
  wecomUserId?: string | null;

  @ChangedText(PASSWORD, 'A new password, at least 8 characters; it ends their other sessions.')
  password?: string;

  @Field(() => RoleEnum, { nullable: true, description: 'What they may do; never null.' })
  @NeverNull()
  role?: Role;

  @Field(() => ID, { nullable: true, description: 'Their team. Null: none.' })
  teamId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False: signs them out everywhere, and they get no work and hear nothing; never null.',
  })
  @NeverNull()
  active?: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Until when they are on leave. Null: they are at work.' })
  onLeaveUntil?: Date | null;

  @Field(() => ID, { nullable: true, description: 'Who hears of their work while they are on leave. Null: nobody.' })
  delegateId?: string | null;

  @Field(() => LocaleEnum, { nullable: true, description: 'Language of their texts; never null.' })
  @NeverNull()
  locale?: Locale;
}
