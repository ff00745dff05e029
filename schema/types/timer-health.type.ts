import { Field, Int, ObjectType } from 'type-graphql';
import type { AlarmStoreKind } from '../../domain/deadline/alarm-store.js';
import { AlarmStoreEnum } from '../enums.js';
import { DateTime } from '../scalars.js';

@ObjectType('WorkingProcess', {
  description: 'A process of this server that was at work within the last hour, as it told of itself.',
  simpleResolvers: true,
})
export class WorkingProcessType {
  @Field(() => String, { description: 'Its machine and the number it has there.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether it answers requests.' })
  answersRequests!: boolean;

  @Field(() => Boolean, {
    description: 'Whether it is a worker: fires timers, and does what is done in the background.',
  })
  firesTimers!: boolean;

  @Field(() => DateTime, { description: 'When it started.' })
  startedAt!: Date;

  @Field(() => DateTime, {
    description: 'When it last told of itself, which it does four times a minute. Long ago: it is gone.',
  })
  beatAt!: Date;

  @Field(() => Int, {
    description:
      'By how many milliseconds its clock is ahead of the database’s. No timer depends on it; from 30,000 on it is a warning in /readyz.',
  })
  skewMs!: number;

  @Field(() => AlarmStoreEnum, { description: 'Where it sets alarms.' })
  alarmStore!: AlarmStoreKind;

  @Field(() => Int, {
    nullable: true,
    description: 'Alarms of timers that it found there. Null: the store didn’t answer it.',
  })
  alarms!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it last had looked for all that is due, which a worker does every other second. Null: not yet, or it fires no timers.',
  })
  sweptAt!: Date | null;

  @Field(() => Int, { description: 'Timers that it fired since it started.' })
  fired!: number;
}

@ObjectType('TimersFollowing', {
  description: 'Timers that are being brought in line with a changed pool, or with an owner’s changed team or leave.',
  simpleResolvers: true,
})
export class TimersFollowingType {
  @Field(() => DateTime, { description: 'When the change was made.' })
  startedAt!: Date;

  @Field(() => Int, { description: 'Customers whose timers follow already.' })
  done!: number;
}

@ObjectType('TimerHealth', {
  description: 'How the timers are, all of them counted in this moment. ADMIN.',
  simpleResolvers: true,
})
export class TimerHealthType {
  @Field(() => DateTime, { description: 'The database’s time, which alone says what is due.' })
  at!: Date;

  @Field(() => Int, { description: 'Timers that are armed, whenever they are due.' })
  armed!: number;

  @Field(() => Int, { description: 'Of these, due now: they wait for the next sweep, seconds at most.' })
  due!: number;

  @Field(() => Int, {
    description:
      'Of these, due for more than ten seconds: a burst is being worked off, or no worker fires. Somebody should look where this doesn’t fall.',
  })
  overdue!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the one that waits longest was due. Null: nothing waits.',
  })
  oldestDueAt!: Date | null;

  @Field(() => Int, { description: 'Timers that failed and rest before their next try.' })
  resting!: number;

  @Field(() => Int, {
    description: 'Timers that failed five times and wait for somebody: deadlines(filter: { status: [PARKED] }).',
  })
  parked!: number;

  @Field(() => Int, { description: 'Timers due within the hour: those are the ones that get alarms.' })
  dueWithinHour!: number;

  @Field(() => Int, {
    description:
      'Of these, with an alarm. Those due within a fifth of a second of each other share one, so the store holds fewer.',
  })
  alarmed!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When some worker last had looked for all that is due. Null: none within the last hour.',
  })
  sweptAt!: Date | null;

  @Field(() => [WorkingProcessType], { description: 'The processes that were at work within the last hour.' })
  processes!: readonly WorkingProcessType[];

  @Field(() => [TimersFollowingType], { description: 'What is under way, the oldest first; at most 100.' })
  following!: readonly TimersFollowingType[];
}
