/** Half-days and windows as the API speaks of them: never a time stamp. */
import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { words } from '../kernel/words.js';
import { LocalDateScalar, TimeZoneScalar } from '../platform/graphql/scalars.js';
import { type Half, halfOf, localDateOf } from './half-day.js';
import type { HalfDayWindow } from './window.js';

export const HalfDay = words('MORNING', 'AFTERNOON');
registerEnumType(HalfDay, {
  name: 'HalfDay',
  description: 'Half of a day in the time zone of the place.',
  valuesMap: {
    MORNING: { description: 'From midnight to noon.' },
    AFTERNOON: { description: 'From noon to midnight.' },
  },
});

@ObjectType('HalfDayOf', { description: 'A half-day of a date, in the time zone of the place.' })
export class HalfDayOfType {
  @Field(() => LocalDateScalar, { description: 'The date, YYYY-MM-DD.' })
  date: string;

  @Field(() => HalfDay, { description: 'Which half of it.' })
  half: Half;

  static from(halfDay: number): HalfDayOfType {
    return { date: localDateOf(halfDay), half: halfOf(halfDay) };
  }
}

@InputType({ description: 'A half-day of a date, in the time zone of the place.' })
export class HalfDayOfInput {
  @Field(() => LocalDateScalar, { description: 'The date, YYYY-MM-DD.' })
  date: string;

  @Field(() => HalfDay, { description: 'Which half of it.' })
  half: Half;
}

@ObjectType('HalfDayWindow', { description: 'From one half-day to another, both included.' })
export class HalfDayWindowType {
  @Field(() => LocalDateScalar, { description: 'The first date.' })
  from: string;

  @Field(() => HalfDay, { description: 'The half of the first date in which it begins.' })
  fromHalf: Half;

  @Field(() => LocalDateScalar, { description: 'The last date.' })
  until: string;

  @Field(() => HalfDay, { description: 'The half of the last date in which it ends.' })
  untilHalf: Half;

  @Field(() => TimeZoneScalar, { description: 'The time zone of the place (IANA).' })
  timeZone: string;

  static from(window: HalfDayWindow): HalfDayWindowType {
    return {
      from: localDateOf(window.fromHalf),
      fromHalf: halfOf(window.fromHalf),
      until: localDateOf(window.untilHalf),
      untilHalf: halfOf(window.untilHalf),
      timeZone: window.timeZone,
    };
  }
}

@InputType({
  description: 'From one half-day to another, both included. At most 31 days long, beginning at most 60 days ahead.',
})
export class HalfDayWindowInput {
  @Field(() => LocalDateScalar, { description: 'The first date.' })
  from: string;

  @Field(() => HalfDay, { description: 'The half of the first date in which it begins.' })
  fromHalf: Half;

  @Field(() => LocalDateScalar, { description: 'The last date; the first one for a single day.' })
  until: string;

  @Field(() => HalfDay, { description: 'The half of the last date in which it ends.' })
  untilHalf: Half;

  @Field(() => String, {
    nullable: true,
    description: 'IANA name of the time zone; left out: that of the place. A request takes no other.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  timeZone?: string;
}
