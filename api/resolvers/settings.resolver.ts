import { Ctx, Query, Resolver } from 'type-graphql';
import { loadSettings } from '../../commands/store/settings.js';
import { SettingsType } from '../../schema/types/settings.type.js';
import { viewerOf, type Context } from '../context.js';

@Resolver()
export class SettingsQueries {
  @Query(() => SettingsType, { description: 'The organisation’s own settings. Anybody signed in; changed by ADMIN.' })
  settings(@Ctx() ctx: Context) {
    viewerOf(ctx);
    return loadSettings(ctx.database.sql);
  }
}
