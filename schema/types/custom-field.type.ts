import { Field, ObjectType } from 'type-graphql';

@ObjectType('CustomField', {
  description: 'A field that the organisation keeps about its leads and customers besides those that everybody has.',
  simpleResolvers: true,
})
export class CustomFieldType {
  @Field(() => String, { description: 'Its code: the key of its values in `customFields`.' })
  code!: string;

  @Field(() => String, {
    description:
      'What its values are: TEXT; NUMBER (a JSON number); DECIMAL (exact, as a string); DATE (a day, as YYYY-MM-DD); BOOLEAN; OPTION (the code of an option); MULTI_OPTION (a list of such codes).',
  })
  type!: string;

  @Field(() => String, {
    description: 'LEAD: leads have it, and it follows to their customer. CUSTOMER: only customers have it.',
  })
  on!: string;

  @Field(() => Boolean, { description: 'True: its values stay, and it is filled in no more.' })
  archived!: boolean;
}

@ObjectType('CustomFieldOption', { description: 'One of the values that a field offers.', simpleResolvers: true })
export class CustomFieldOptionType {
  @Field(() => String, { description: 'Its code, which is the value.' })
  code!: string;

  @Field(() => Boolean, { description: 'True: it stays where it was chosen, and is chosen no more.' })
  archived!: boolean;
}
