import { Field, ID, InputType } from 'type-graphql';
import type { ExportFormat, ExportList } from '../../domain/file/export.js';
import type { ImportKind } from '../../domain/import/import.js';
import { ExportFormatEnum, ExportListEnum, ImportKindEnum } from '../enums.js';
import { Json } from '../scalars.js';
import { CustomerFilter, FollowUpFilter, LeadFilter } from './filters.input.js';
import { KeyedInput } from './keyed.input.js';
import { JsonObject } from './limits.js';

@InputType('StartImportInput', { description: 'A table of people to be imported.' })
export class StartImportInput extends KeyedInput {
  @Field(() => ID, {
    description: 'A csv (UTF-8 or GB18030) or xlsx file that the caller uploaded; of a workbook, its first sheet.',
  })
  fileId!: string;

  @Field(() => ImportKindEnum, { description: 'What its rows become.' })
  kind!: ImportKind;

  @Field(() => Json, {
    nullable: true,
    description:
      'An object that names the field for each column by its header; null leaves a column out. LEADS: name, company, phone, email, wechat, productInterest, region, campaign, tags, message, externalId. CUSTOMERS: name, company, phone, email, wechat, region, tags, intent, owner (what the owner signs in with). Both: customFields.code for one of the organisation’s own fields that such rows have. Null: the usual Chinese and English headers are recognised, and own fields by their names and codes.',
  })
  @JsonObject(20_000)
  mapping?: Readonly<Record<string, unknown>> | null;

  @Field(() => ID, { nullable: true, description: 'The source that they come from. LEADS need one.' })
  sourceId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'True: only try out what would come of the rows, and change nothing.',
  })
  dryRun?: boolean | null;
}

@InputType('ImportIdInput', { description: 'An import that is to end or to be taken back.' })
export class ImportIdInput extends KeyedInput {
  @Field(() => ID, { description: 'Which import.' })
  importId!: string;
}

@InputType('StartExportInput', { description: 'A list that is to be saved as a table.' })
export class StartExportInput extends KeyedInput {
  @Field(() => ExportListEnum, { description: 'Which list.' })
  list!: ExportList;

  @Field(() => LeadFilter, { nullable: true, description: 'Of LEADS: which ones. Null: all that the caller may see.' })
  leadFilter?: LeadFilter | null;

  @Field(() => CustomerFilter, {
    nullable: true,
    description: 'Of CUSTOMERS: which ones. Null: all that the caller may see.',
  })
  customerFilter?: CustomerFilter | null;

  @Field(() => FollowUpFilter, {
    nullable: true,
    description: 'Of FOLLOW_UPS: which ones. Null: all that the caller may see.',
  })
  followUpFilter?: FollowUpFilter | null;

  @Field(() => ExportFormatEnum, { description: 'As what kind of file.' })
  format!: ExportFormat;
}
