import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { openExport } from '../../commands/open-export.js';
import { beginUpload, finishUpload } from '../../commands/receive-upload.js';
import { isOfLeads, type CustomField } from '../../domain/custom-field/custom-field.js';
import { badInput } from '../../domain/decision.js';
import { MOST_EXPORTED } from '../../domain/file/export.js';
import { message } from '../../domain/message.js';
import { StartExportInput } from '../../schema/inputs/import.input.js';
import { FileType } from '../../schema/types/file.type.js';
import { ExportPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context, type SignedIn } from '../context.js';
import { CUSTOMER_COLUMNS, FOLLOW_UP_COLUMNS, LEAD_COLUMNS, ownFieldColumns } from '../files/export-columns.js';
import { linesOf, saveList } from '../files/save-list.js';
import { customFieldsOf } from '../queries/custom-fields.js';
import { customerList } from '../queries/customers.js';
import { isLongerThan } from '../queries/every-row.js';
import { followUpList } from '../queries/follow-ups.js';
import { leadList } from '../queries/leads.js';
import { named } from './named.js';

@Resolver()
export class Exports {
  @Mutation(() => ExportPayload, {
    description:
      'Saves a list as a table: the very rows that the list’s query answers to the caller under the same filter, contact details hidden where they are hidden there. It is written while the caller waits, up to 100,000 rows; a longer list is BAD_USER_INPUT: narrow the filter. The file goes after a day. What a spreadsheet would take for a formula gets an apostrophe in front. Anybody signed in. No refusals.',
  })
  async startExport(
    @Arg('input', () => StartExportInput) input: StartExportInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    const viewer = viewerOf(ctx);
    const fields = await customFieldsOf(ctx.database);
    const { list, lines, filter } = listIn(input, { viewer, fields }, ctx);
    if (await isLongerThan(ctx.database, list, MOST_EXPORTED))
      throw badInput('list', message('EXPORT_TOO_LARGE', { max: MOST_EXPORTED }));
    const { format, idempotencyKey = null } = input;
    const opened = { list: input.list, format, filter, locale: ctx.locale, idempotencyKey };
    const outcome = await ctx.run(openExport, opened);
    const fileId = outcome.answer['fileId'];
    if (typeof fileId === 'string') await write(fileId, format, lines(), ctx);
    return outcome;
  }
}

interface OfFile {
  readonly fileId: string;
  readonly idempotencyKey?: null;
}

/** A repeated call finds the file written, or writes what broke off. */
async function write(
  fileId: string,
  format: StartExportInput['format'],
  lines: ReturnType<typeof linesOf>,
  ctx: Context,
) {
  const { answer } = await ctx.run<OfFile>(beginUpload, { fileId });
  if (answer['outcome'] !== 'BEGUN') return;
  const storageKey = String(answer['storageKey']);
  const size = await saveList(lines, { format, files: ctx.files, storageKey });
  await ctx.run<OfFile & { storageKey: string; size: number }>(finishUpload, { fileId, storageKey, size });
}

interface Asking {
  readonly viewer: SignedIn;
  readonly fields: readonly CustomField[];
}

function listIn(input: StartExportInput, { viewer, fields }: Asking, ctx: Context) {
  switch (input.list) {
    case 'LEADS': {
      const list = leadList(ctx.database, viewer, { filter: input.leadFilter, fields });
      const columns = [...LEAD_COLUMNS, ...ownFieldColumns(fields.filter(isOfLeads))];
      return { list, filter: input.leadFilter, lines: () => linesOf(list, columns, ctx) };
    }
    case 'CUSTOMERS': {
      const list = customerList(ctx.database, viewer, { filter: input.customerFilter, fields });
      const columns = [...CUSTOMER_COLUMNS, ...ownFieldColumns(fields)];
      return { list, filter: input.customerFilter, lines: () => linesOf(list, columns, ctx) };
    }
    case 'FOLLOW_UPS': {
      const list = followUpList(ctx.database, viewer, input.followUpFilter);
      return { list, filter: input.followUpFilter, lines: () => linesOf(list, FOLLOW_UP_COLUMNS, ctx) };
    }
  }
}

@Resolver(() => ExportPayload)
export class ExportPayloadFields {
  @FieldResolver(() => FileType, { nullable: true, description: 'The saved list. Null: it was refused.' })
  file(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'fileId', loaders.file);
  }
}
