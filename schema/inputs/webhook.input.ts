import { Field, ID, InputType } from 'type-graphql';
import type { EventType } from '../../domain/event-types.js';
import { EventTypeEnum } from '../enums.js';
import { KeyedInput } from './keyed.input.js';
import { ChangedText, NeverNull, Text } from './limits.js';

const URL_LENGTH = 2000;

@InputType('CreateWebhookInput', { description: 'A system that is to be told of events.' })
export class CreateWebhookInput extends KeyedInput {
  @Text(
    URL_LENGTH,
    'The address that is called: https and public, unless an operator named its host. Without user and password, and without a fragment.',
  )
  url!: string;

  @Field(() => [EventTypeEnum], { nullable: true, description: 'What it is told of. Left out: everything.' })
  types?: EventType[] | null;
}

@InputType('UpdateWebhookInput', {
  description: 'What is to change about a webhook. Fields left out stay as they are.',
})
export class UpdateWebhookInput extends KeyedInput {
  @Field(() => ID, { description: 'Which webhook.' })
  webhookId!: string;

  @ChangedText(URL_LENGTH, 'The address that is called; what waits goes there as well.')
  url?: string;

  @Field(() => [EventTypeEnum], {
    nullable: true,
    description: 'What it is told of, from where it stands in the log. Null: everything.',
  })
  types?: EventType[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'False: nothing is sent, and it keeps its place in the log. True: it goes on from there, with what happened within the last 72 hours, and with what was waiting. Never null.',
  })
  @NeverNull()
  active?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: a new secret, answered once. For 24 hours calls are signed with the one before as well.',
  })
  rotateSecret?: boolean | null;
}

@InputType('WebhookIdInput', { description: 'A webhook.' })
export class WebhookIdInput extends KeyedInput {
  @Field(() => ID, { description: 'Which webhook.' })
  webhookId!: string;
}

@InputType('DeliveryIdInput', { description: 'A delivery.' })
export class DeliveryIdInput extends KeyedInput {
  @Field(() => ID, { description: 'Which delivery.' })
  deliveryId!: string;
}
