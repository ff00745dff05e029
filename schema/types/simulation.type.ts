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

/** Wraps how many customers would have come to a pool. */
@ObjectType('SimulatedReclaims', {
  description: 'How many customers the system would have taken back into one pool.',
  simpleResolvers: true,
})
export class SimulatedReclaimsType {
  @Field(() => Int, { description: 'How often; a customer who is claimed again and lost again counts twice.' })
  reclaims!: number;

  @Field(() => Int, { description: 'How many different customers.' })
  customers!: number;
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
      'How many of the moves that people made, by the event log (CUSTOMER_MOVED), would have been refused: no such way, conditions unmet, no such stage, a superior’s to approve, or the customer in a pool by then. A customer whose move is refused stays where it was, so what builds on that move is refused as well. Overrides never are.',
  })
  movesRefused!: number;

  @Field(() => Int, {
    description:
      'How many reminders and warnings the draft’s timers would have sent, to owners and whoever stands in for them.',
  })
  reminders!: number;

  @Field(() => Int, {
    description: 'How many escalations the draft’s timers would have sent, one for each superior who is told.',
  })
  escalations!: number;

  @Field(() => Int, {
    description:
      'How often the system would have taken a customer from their owner, into whatever pool: for silence by a stage’s idle rules or a pool’s reclaim rules, held too long, or for a first contact that was missed after a claim.',
  })
  reclaims!: number;

  @Field(() => Int, {
    description: 'How many moves to another stage the system would have made by the draft’s idle rules.',
  })
  moves!: number;
}
