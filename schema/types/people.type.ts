import { Field, ObjectType } from 'type-graphql';
import type { Locale, Role } from '../../domain/people.js';
import { LocaleEnum, RoleEnum } from '../enums.js';
import { DateTime, PhoneNumber } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('User', {
  description: 'Somebody who signs in.',
  implements: NodeType,
  simpleResolvers: true,
})
export class UserType extends NodeType {
  @Field(() => String, { description: 'What colleagues call them.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address, a name to sign in with. Null: none.' })
  email!: string | null;

  @Field(() => PhoneNumber, { nullable: true, description: 'Phone number, a name to sign in with. Null: none.' })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: "Their user id in the organisation's WeCom. Null: not linked." })
  wecomUserId!: string | null;

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: Role;

  @Field(() => Boolean, { description: 'False: they can not sign in, get no work and hear nothing.' })
  active!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when they are on leave. Null or past: they are at work.',
  })
  onLeaveUntil!: Date | null;

  @Field(() => LocaleEnum, { description: 'The language of their texts and notifications.' })
  locale!: Locale;
}

@ObjectType('ApiKey', {
  description:
    'What a program signs in with. What it does stands in the log under a user of its own, with its name; that one is never active, owns nothing and is not listed among the users.',
  implements: NodeType,
  simpleResolvers: true,
})
export class ApiKeyType extends NodeType {
  @Field(() => String, { description: 'What it is for; not unique.' })
  name!: string;

  @Field(() => String, { description: 'What its secret begins with, to recognise it by.' })
  prefix!: string;

  @Field(() => RoleEnum, { description: 'How far it goes, as of a person; its scopes and teams narrow that.' })
  role!: Role;

  @Field(() => [String], {
    description:
      'What it may be used for: read (queries, subscriptions, exports), write (work on leads, customers, follow-ups and deals, imports), intake (capture leads, and nothing else), configure (playbooks, pools, settings, sources), users (users and teams), webhooks.',
  })
  scopes!: readonly string[];

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'From when on it opens nothing any more. Null: never.' })
  expiresAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was used last, to about a minute. Null: not yet.',
  })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was revoked, which holds for good. Null: it was not.',
  })
  revokedAt!: Date | null;
}

@ObjectType('Team', {
  description: 'A sales team: its members, its lead, and the playbook that its new customers use.',
  implements: NodeType,
  simpleResolvers: true,
})
export class TeamType extends NodeType {
  @Field(() => String, { description: 'What people call it; unique.' })
  name!: string;
}

@ObjectType('Session', { description: 'One sign-in.', simpleResolvers: true })
export class SessionType {
  @Field(() => String, {
    description: 'Sent as `Authorization: Bearer <accessToken>`, and in `connection_init` of a WebSocket.',
  })
  accessToken!: string;

  @Field(() => String, {
    description: 'Buys the next pair of tokens, once. One that comes back a second time ends the session.',
  })
  refreshToken!: string;

  @Field(() => DateTime, { description: 'When the access token expires.' })
  expiresAt!: Date;

  @Field(() => UserType, { description: 'Who is signed in.' })
  user!: UserType;
}
