import { Field, Int, ObjectType } from 'type-graphql';
import { NodeType } from './node.type.js';

@ObjectType('File', {
  description:
    'A file that somebody uploaded or exported. Seen by whoever made it until it is attached to a customer, as a contract or with a quote: then by those who see the customer, but not while contact details are hidden. One attached to an import is seen by whoever made it and those who may run imports. What nothing refers to after a day is removed.',
  implements: NodeType,
  simpleResolvers: true,
})
export class FileType extends NodeType {
  @Field(() => String, { description: 'The name it is saved under.' })
  name!: string;

  @Field(() => String, { description: 'Media type, checked against the content.' })
  contentType!: string;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;

  @Field(() => String, {
    description:
      'Path of a link to download it, to be resolved against the API’s address. Anybody who has the link may use it for 15 minutes; it is always served as an attachment. Until the bytes have arrived it answers 404.',
  })
  url!: string;
}
