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
