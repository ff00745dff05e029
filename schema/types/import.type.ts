import { Field, Int, ObjectType } from 'type-graphql';
import type { Mapping } from '../../domain/import/columns.js';
import type { ImportKind, ImportStatus } from '../../domain/import/import.js';
import { ImportKindEnum, ImportStatusEnum } from '../enums.js';
import { DateTime, Json } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('ImportRun', {
  description: 'An import of a table, how far it has come, and what came of its rows. Seen by MANAGER and above.',
  implements: NodeType,
  simpleResolvers: true,
})
export class ImportRunType extends NodeType {
  @Field(() => ImportKindEnum, { description: 'What its rows become.' })
  kind!: ImportKind;

  @Field(() => ImportStatusEnum, { description: 'Where it stands.' })
  status!: ImportStatus;

  @Field(() => Boolean, { description: 'True: it only tries out what would come of the rows, and changes nothing.' })
  dryRun!: boolean;

  @Field(() => Json, {
    nullable: true,
    description: 'Which column goes into which field, as it was given. Null: columns are recognised by their headers.',
  })
  mapping!: Mapping | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many rows the file has below its header, blank ones left out. Null: not counted yet.',
  })
  total!: number | null;

  @Field(() => Int, { description: 'Rows that are through.' })
  done!: number;

  @Field(() => Int, { description: 'Rows that made somebody new; in a dry run, that would have.' })
  created!: number;

  @Field(() => Int, {
    description:
      'Rows of somebody who was known already, also by an earlier row. A known lead or customer got a touch.',
  })
  duplicates!: number;

  @Field(() => Int, { description: 'Rows that could not be taken in; errorsUrl says why.' })
  failed!: number;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  startedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it ended, or its reversal did. Null: it waits or works still.',
  })
  finishedAt!: Date | null;
}

@ObjectType('ImportColumn', { description: 'A column of a table that is imported.', simpleResolvers: true })
export class ImportColumnType {
  @Field(() => String, { description: 'What its first row calls it.' })
  header!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The field that it goes into, as `mapping` names it. Null: into none.',
  })
  field!: string | null;
}
