import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { NurtureKind, NurtureStatus } from '../../domain/nurture/nurture.js';
import { NurtureKindEnum, NurtureStatusEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { PayloadType } from './payload.type.js';

@ObjectType('NurtureChannel', {
  description: 'Where pooled leads are written to until they are ready for a salesperson. Managed by ADMIN.',
  simpleResolvers: true,
})
export class NurtureChannelType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What people call it; unique.' })
  name!: string;

  @Field(() => NurtureKindEnum, { description: 'How leads get there.' })
  kind!: NurtureKind;

  @Field(() => Boolean, {
    description: 'False: nothing is sent there. Switched off by itself where its receiver answers 410.',
  })
  active!: boolean;
}

@ObjectType('NurtureSend', { description: 'One lead on its way to one nurture channel.', simpleResolvers: true })
export class NurtureSendType {
  @Field(() => ID, { description: 'Its id, which the receiver sees as `webhook-id`.' })
  id!: string;

  @Field(() => NurtureStatusEnum, { description: 'How it stands.' })
  status!: NurtureStatus;

  @Field(() => Int, { description: 'How often the receiver was called.' })
  attempts!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What came of the last call, in a line; of a suppressed one the code of why. Null: not called yet.',
  })
  lastAnswer!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried next. Null: never again.' })
  nextAttemptAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it arrived. Null: not yet, or never.' })
  deliveredAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was sent.' })
  createdAt!: Date;
}

@ObjectType('NurtureChannelPayload', {
  description: 'The answer to a change of a nurture channel.',
  simpleResolvers: true,
})
export class NurtureChannelPayload extends PayloadType {}
