import { Field, ID, InputType } from 'type-graphql';
import { Json } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';

@InputType('PublishPlaybookInput', { description: 'A playbook to publish as the next version of its key.' })
export class PublishPlaybookInput extends KeyedInput {
  @Field(() => Json, {
    description: 'The whole definition; its JSON Schema is data/playbook.schema.json. At most 262144 characters.',
  })
  definition!: unknown;
}

@InputType('BindPlaybookInput', { description: 'The playbook for the new customers of a team.' })
export class BindPlaybookInput extends KeyedInput {
  @Field(() => ID, { description: 'Which team.' })
  teamId!: string;

  @Field(() => ID, { description: 'Which version of which playbook.' })
  playbookId!: string;
}
