import { ArgsType, Field } from 'type-graphql';
import { CustomerFilter, LeadFilter } from './filters.input.js';
import { PageArguments } from './page.args.js';

@ArgsType()
export class CustomersToWorkOn extends PageArguments {
  @Field(() => CustomerFilter, { nullable: true, description: 'Of these only those that meet it. Left out: all.' })
  filter?: CustomerFilter | null;
}

@ArgsType()
export class LeadsToWorkOn extends PageArguments {
  @Field(() => LeadFilter, { nullable: true, description: 'Of these only those that meet it. Left out: all.' })
  filter?: LeadFilter | null;
}
