import { Ctx, Query, Resolver } from 'type-graphql';
import { TimerHealthType } from '../../schema/types/timer-health.type.js';
import { viewerOf, type Context } from '../context.js';
import { timerHealth } from '../queries/timer-health.js';

@Resolver()
export class TimerHealthQueries {
  @Query(() => TimerHealthType, {
    description:
      'How the timers are, where their alarms are kept, and which processes fire them: for whoever runs the server. ADMIN.',
  })
  timerHealth(@Ctx() ctx: Context): Promise<TimerHealthType> {
    viewerOf(ctx, 'operate');
    return timerHealth(ctx.database);
  }
}
