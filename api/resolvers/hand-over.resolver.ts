import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { HandOverRunType } from '../../schema/types/hand-over.type.js';
import { UserType } from '../../schema/types/people.type.js';
import type { Context } from '../context.js';
import type { HandOverRow } from '../queries/hand-overs.js';

@Resolver(() => HandOverRunType)
export class HandOverRunFields {
  @FieldResolver(() => UserType, { nullable: true, description: 'Whose work it is.' })
  fromUser(@Root() { fromUserId }: HandOverRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(fromUserId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who gets everything. Null: it goes by the strategy.' })
  toUser(@Root() { toUserId }: HandOverRow, @Ctx() { loaders }: Context) {
    return toUserId === null ? null : loaders.user.load(toUserId);
  }
}
