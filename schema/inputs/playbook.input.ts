import { Field, ID, InputType } from 'type-graphql';
import { DateTime, Json } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import { JsonObject } from './limits.js';

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

@InputType('MigrateCustomersInput', { description: 'Customers that are to go on under another playbook version.' })
export class MigrateCustomersInput extends KeyedInput {
  @Field(() => ID, { description: 'Whose: the customers that the team’s people own.' })
  teamId!: string;

  @Field(() => ID, { description: 'Which version of which playbook they go to.' })
  playbookId!: string;

  @JsonObject(64 * 1024)
  @Field(() => Json, {
    nullable: true,
    description:
      'Which stage of the new version stands for which of theirs, as an object from code to code. A stage with the same code needs no entry. At most 65536 characters.',
  })
  stageMap?: unknown;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'True: only says what would become of each; nothing is written, and the key stays free.',
  })
  dryRun?: boolean | null;
}

@InputType('StartPilotInput', { description: 'A playbook that a team tries out, and beside whom.' })
export class StartPilotInput extends KeyedInput {
  @Field(() => ID, { description: 'Which team tries it out.' })
  teamId!: string;

  @Field(() => ID, { description: 'Which team it is held against: another one, which is in no pilot itself.' })
  controlTeamId!: string;

  @Field(() => ID, { description: 'Which published version: another one than the team follows.' })
  playbookId!: string;

  @Field(() => DateTime, { description: 'When it begins. A time that has passed means now.' })
  from!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ends. Null: P14D after it begins.' })
  to?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'True: the team’s open customers go over when it begins, as by migrateCustomers. False: only new customers follow the playbook.',
  })
  migrateOpen?: boolean | null;
}

@InputType('EndPilotInput', { description: 'A pilot that is to end, or to be undone.' })
export class EndPilotInput extends KeyedInput {
  @Field(() => ID, { description: 'Which pilot.' })
  pilotId!: string;

  @Field(() => Boolean, {
    description:
      'True: the team follows its earlier playbook again, and who came to the pilot’s with it goes back. False: the team goes on with the pilot’s.',
  })
  rollBack!: boolean;
}
