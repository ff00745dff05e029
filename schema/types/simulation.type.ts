import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../scalars.js';

/** Wraps a sample of a simulation. */
@ObjectType('SimulatedEffect', {
  description: 'One thing that would have happened with the draft.',
  simpleResolvers: true,
})
export class SimulatedEffectType {
  @Field(() => DateTime, { description: 'When it would have happened.' })
  at!: Date;

  @Field(() => ID, { description: 'The customer to whom.' })
  customerId!: string;

  @Field(() => String, {
    description:
      'What, as a stable code: MOVE_REFUSED (somebody’s move), MOVE and RECLAIM (the system’s), REMINDER, ESCALATION.',
  })
  effect!: string;
}

/** Wraps what a simulation counted. */
@ObjectType('PlaybookSimulation', {
  description:
    'What would have happened in a window of the past with a draft of a playbook: people do again what they did, timers do what the draft says. Nothing of it is written. Customers only; leads have no stage.',
  simpleResolvers: true,
})
export class PlaybookSimulationType {
  @Field(() => Int, {
    description:
      'How many of the moves that people made would have been refused: no such way, conditions unmet, no such stage, or the customer in a pool by then. A customer whose move is refused stays where it was, so what builds on that move is refused as well.',
  })
  movesRefused!: number;

  @Field(() => Int, {
    description: 'How many reminders would have been sent, to owners and whoever stands in for them.',
  })
  reminders!: number;

  @Field(() => Int, { description: 'How many escalations would have been sent to superiors.' })
  escalations!: number;

  @Field(() => Int, {
    description: 'How many customers would have been taken from their owner by the system, into whatever pool.',
  })
  reclaims!: number;

  @Field(() => Int, { description: 'How many moves to another stage the system would have made.' })
  moves!: number;
}
