import { Field, InputType, Int } from 'type-graphql';
import { KeyedInput } from './keyed.input.js';
import { LINE, NAME, Text } from './limits.js';

@InputType('CreateUploadInput', { description: 'A file that is about to be uploaded.' })
export class CreateUploadInput extends KeyedInput {
  @Text(LINE, 'Its name; the ending says what it is: pdf, doc, docx, xls, xlsx, csv, txt, png, jpg, jpeg or webp.')
  name!: string;

  @Text(NAME, 'Its media type, which has to fit the ending; application/octet-stream where it isn’t known.')
  contentType!: string;

  @Field(() => Int, { description: 'Exactly how many bytes: at most 20 MiB; 100 MiB for csv and xlsx.' })
  size!: number;
}
