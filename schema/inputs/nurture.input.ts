import { Field, ID, InputType } from 'type-graphql';
import type { NurtureKind } from '../../domain/nurture/nurture.js';
import { NurtureKindEnum } from '../enums.js';
import { KeyedInput } from './keyed.input.js';
import { MOST_LEADS, NAME, ChangedText, Ids, NeverNull, OptionalText, Text } from './limits.js';

const URL_LENGTH = 2000;

@InputType('CreateNurtureChannelInput', { description: 'A new place where pooled leads are written to.' })
export class CreateNurtureChannelInput extends KeyedInput {
  @Text(NAME, 'What people call it; unique.')
  name!: string;

  @Field(() => NurtureKindEnum, { description: 'How leads get there.' })
  kind!: NurtureKind;

  @Field(() => ID, { description: 'The source under which what they answer is counted.' })
  sourceId!: string;

  @OptionalText(
    URL_LENGTH,
    'The https address that is called with each lead. Has to be given for WEBHOOK, and for no other kind.',
  )
  url?: string | null;
}

@InputType('UpdateNurtureChannelInput', { description: 'What changes about a nurture channel; left out: unchanged.' })
export class UpdateNurtureChannelInput extends KeyedInput {
  @Field(() => ID, { description: 'Which channel.' })
  channelId!: string;

  @ChangedText(NAME, 'What people call it; unique.')
  name?: string;

  @ChangedText(URL_LENGTH, 'The https address that is called; WEBHOOK only.')
  url?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False: nothing is sent there; what waits goes on once it is true again. Never null.',
  })
  @NeverNull()
  active?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: a new secret, answered once; from this moment on calls are signed with it. WEBHOOK only.',
  })
  rotateSecret?: boolean | null;
}

@InputType('SendToNurtureInput', { description: 'Pooled leads that are to be written to.' })
export class SendToNurtureInput extends KeyedInput {
  @Field(() => ID, { description: 'Through which channel.' })
  channelId!: string;

  @Ids(MOST_LEADS, `Which leads: at most ${MOST_LEADS}.`)
  leadIds!: readonly string[];
}
