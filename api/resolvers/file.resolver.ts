import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { createUpload } from '../../commands/create-upload.js';
import { CreateUploadInput } from '../../schema/inputs/file.input.js';
import { FileType } from '../../schema/types/file.type.js';
import { UploadPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';
import type { FileRow } from '../queries/rows.js';
import { named } from './named.js';

@Resolver()
export class FileMutations {
  @Mutation(() => UploadPayload, {
    description:
      'Announces a file and answers where to PUT its bytes, with Content-Type and Content-Length as announced, within 15 minutes. The content is checked while it arrives; a file that isn’t what it was announced as is removed, and application/problem+json says why. Attach it within a day, or it is removed. Anybody signed in. No refusals; a kind or size that isn’t taken is BAD_USER_INPUT.',
  })
  createUpload(@Arg('input', () => CreateUploadInput) input: CreateUploadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(createUpload, input);
  }
}

@Resolver(() => FileType)
export class FileFields {
  @FieldResolver(() => Int)
  size(@Root() { size }: FileRow): number {
    return Number(size);
  }

  @FieldResolver(() => String)
  url(@Root() { id }: FileRow, @Ctx() { auth }: Context): string {
    return auth.urls.of({ purpose: 'download', id });
  }
}

@Resolver(() => UploadPayload)
export class UploadPayloadFields {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Path to PUT the bytes to, to be resolved against the API’s address; it holds for 15 minutes and for this file only. Null: it was refused, or the bytes have arrived already.',
  })
  async uploadUrl(@Root() outcome: Outcome, @Ctx() { auth, loaders }: Context): Promise<string | null> {
    const file = await named(outcome, 'fileId', loaders.file);
    if (!file || file.uploadedAt) return null;
    const { id, contentType } = file;
    return auth.urls.of({ purpose: 'upload', id, size: Number(file.size), contentType });
  }

  @FieldResolver(() => FileType, { nullable: true, description: 'The file as it was announced. Null: it was refused.' })
  file(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'fileId', loaders.file);
  }
}
