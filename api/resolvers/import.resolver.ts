import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { cancelImport, revertImport } from '../../commands/import/end-import.js';
import { startImport } from '../../commands/import/start-import.js';
import { notFound } from '../../domain/decision.js';
import { columnsOf, type Mapping } from '../../domain/import/columns.js';
import { isOver } from '../../domain/import/import.js';
import type { Message } from '../../domain/message.js';
import { ImportIdInput, StartImportInput } from '../../schema/inputs/import.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { ImportRunConnection } from '../../schema/types/connections.js';
import { FileType } from '../../schema/types/file.type.js';
import { ImportColumnType, ImportRunType } from '../../schema/types/import.type.js';
import { SourceType } from '../../schema/types/lead.type.js';
import { ImportPayload } from '../../schema/types/payload.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { viewerOf, type Context, type SignedIn } from '../context.js';
import { imports, importsById } from '../queries/imports.js';
import type { ImportRunRow } from '../queries/rows.js';
import { sourceOf } from '../streams/feed.js';
import { ofImport } from '../streams/topics.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import { named } from './named.js';

@Resolver()
export class Imports {
  @Query(() => ImportRunType, {
    nullable: true,
    description: 'One import. MANAGER. Null: there is none that the viewer may see.',
  })
  import(@Arg('id', () => ID, { description: 'Of the import.' }) id: string, @Ctx() ctx: Context) {
    viewerOf(ctx);
    return ctx.loaders.importRun.load(id);
  }

  @Query(() => ImportRunConnection, { description: 'Every import, the latest first. MANAGER.' })
  imports(@Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    viewerOf(ctx, 'bulk');
    return imports(ctx.database, page);
  }

  @Mutation(() => ImportPayload, {
    description:
      'Imports a table of up to 200,000 rows in the background, each row as if it arrived or was typed in by the caller: leads through captureLead, customers through createCustomer. Somebody known by phone, e-mail or WeChat id is not made twice. A row that can’t be taken in says why in errorsUrl and holds up no other; a formula in a column that is imported is such a row. MANAGER. No refusals; another person’s file, a missing source or an unknown field is NOT_FOUND or BAD_USER_INPUT.',
  })
  startImport(@Arg('input', () => StartImportInput) input: StartImportInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'bulk');
    return ctx.run(startImport, input);
  }

  @Mutation(() => ImportPayload, {
    description:
      'Ends an import that waits or runs; rows that are through stay, and can be reverted. MANAGER. Refusals: ALREADY_CLOSED.',
  })
  cancelImport(@Arg('input', () => ImportIdInput) input: ImportIdInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'bulk');
    return ctx.run(cancelImport, input);
  }

  @Mutation(() => ImportPayload, {
    description:
      'Takes an import back, in the background: who was made by it and has been left alone since is removed; whom somebody worked on, or who left another trace, is kept and told in errorsUrl. Touches on people known before stay. MANAGER. Refusals: IN_USE (it still runs: cancel it first), ALREADY_CLOSED (a dry run, or reverted before).',
  })
  revertImport(@Arg('input', () => ImportIdInput) input: ImportIdInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'bulk');
    return ctx.run(revertImport, input);
  }

  @Subscription(() => ImportRunType, {
    description:
      'An import as it goes on: as it is now, then after changes, never two behind each other that a slow reader would only skip; it ends with the import. MANAGER. One that the viewer may not see is NOT_FOUND.',
    subscribe: ({ args, context }) => progressOf(context as Context, (args as { importId: string }).importId),
  })
  async importChanged(
    @Root() importId: string,
    @Arg('importId', () => ID, { description: 'Which import.' }) _id: string,
    @Ctx() ctx: Context,
  ): Promise<ImportRunRow> {
    const run = await ctx.loaders.importRun.load(importId);
    if (!run) throw notFound('importId');
    return run;
  }
}

@Resolver(() => ImportRunType)
export class ImportRunFields {
  @FieldResolver(() => FileType, { nullable: true, description: 'The table that is imported; never null.' })
  file(@Root() { fileId }: ImportRunRow, @Ctx() { loaders }: Context) {
    return loaders.file.load(fileId);
  }

  @FieldResolver(() => [ImportColumnType], {
    nullable: true,
    description:
      'The columns of its table, in order, and where each goes. None goes anywhere where `error` says that the columns don’t fit. Null: it was not looked into yet.',
  })
  async columns(@Root() { kind, headers, mapping }: ImportRunRow, @Ctx() { loaders }: Context) {
    if (headers === null) return null;
    const { customFields: fields } = await loaders.settings.load(1);
    const columns = columnsOf(headers as string[], { kind, fields }, mapping as Mapping | null);
    return (headers as string[]).map((header, index) => ({
      header,
      field: 'problem' in columns ? null : (columns.fields[index] ?? null),
    }));
  }

  @FieldResolver(() => SourceType, { nullable: true, description: 'Where its leads come from. Null: not stated.' })
  source(@Root() { sourceId }: ImportRunRow, @Ctx() { loaders }: Context) {
    return sourceId === null ? null : loaders.source.load(sourceId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who asked for it; never null.' })
  startedBy(@Root() { byId }: ImportRunRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(byId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Path of a table of the rows that failed (row number, column, what is wrong), after a reversal also of those that were kept; to be resolved against the API’s address, good for 15 minutes. Null: there is nothing to say.',
  })
  async errorsUrl(@Root() run: ImportRunRow, @Ctx() { auth, loaders }: Context): Promise<string | null> {
    const { id, failed } = run;
    const kept = run.status === 'REVERTED' ? ((await loaders.keptRows.load(id))?.kept ?? 0) : 0;
    return failed + kept > 0 ? auth.urls.of({ purpose: 'errors', id }) : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why it failed as a whole. Null: it didn’t.' })
  error(@Root() { error }: ImportRunRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context) {
    return error === null ? null : textIn(ctx, locale, JSON.parse(error) as Message);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Of a reverted import, how many were kept because somebody has worked on them. Null: not reverted.',
  })
  async kept(@Root() { id, status, finishedAt }: ImportRunRow, @Ctx() { loaders }: Context): Promise<number | null> {
    if (status !== 'REVERTED' || finishedAt === null) return null;
    return (await loaders.keptRows.load(id))?.kept ?? 0;
  }
}

@Resolver(() => ImportPayload)
export class ImportPayloadFields {
  @FieldResolver(() => ImportRunType, { nullable: true, description: 'The import as it is now. Null: it was refused.' })
  import(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'importId', loaders.importRun);
  }
}

/** How often a slow reader and a quick one alike are told at most. */
const TOLD_EVERY_MS = 250;

async function progressOf(ctx: Context, importId: string) {
  viewerOf(ctx, 'bulk');
  const { database } = ctx;
  const look = async (reader: SignedIn) => {
    const [run] = await importsById(database, reader, [importId]);
    if (!run) throw notFound('importId');
    return { roots: [importId], isLast: isOver(run) };
  };
  return sourceOf({ kind: 'live', key: '', topics: [ofImport(importId)], everyMs: TOLD_EVERY_MS, look });
}
