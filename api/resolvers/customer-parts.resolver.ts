import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Transition } from '../../domain/playbook/transitions.js';
import { CustomerFactsType, QuoteType, StageVisitType, TransitionType } from '../../schema/types/customer.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { StageType } from '../../schema/types/playbook.type.js';
import type { Context } from '../context.js';
import type { CustomerRow, StageVisitRow } from '../queries/rows.js';
import { loadStage, type StageRoot } from './stage-root.js';

@Resolver(() => CustomerFactsType)
export class CustomerFactsFields {
  @FieldResolver(() => [QuoteType], { description: 'Every quote, newest first.' })
  quotes(@Root() { id }: CustomerRow, @Ctx() { loaders }: Context) {
    return loaders.quotes.load(id);
  }
}

@Resolver(() => TransitionType)
export class TransitionFields {
  @FieldResolver(() => StageType, { description: 'The stage it leads to.' })
  to(@Root() { to }: { readonly to: StageRoot }): StageRoot {
    return to;
  }

  @FieldResolver(() => Boolean, { description: 'True: a superior has to approve the move.' })
  needsApproval(@Root() { blockedBy }: Transition): boolean {
    return blockedBy === 'APPROVAL_REQUIRED';
  }
}

@Resolver(() => StageVisitType)
export class StageVisitFields {
  @FieldResolver(() => StageType, { description: 'The stage, as its playbook version had it then.' })
  stage(@Root() { playbookId, stage }: StageVisitRow, @Ctx() ctx: Context) {
    return loadStage(playbookId, stage, ctx);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who made the move. Null: the system did.' })
  by(@Root() { byId }: StageVisitRow, @Ctx() { loaders }: Context) {
    return byId === null ? null : loaders.user.load(byId);
  }
}
