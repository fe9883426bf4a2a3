/** The movement in numbers, as everybody may know it. */
import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { words } from '../kernel/words.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';

export const MovementWhat = words(
  'HOMES_OPEN',
  'HOMES_VOUCHED',
  'HOMES_DECLARED',
  'DELIVERIES',
  'RIDES',
  'TIME',
  'MONEY',
  'TRAININGS',
);
export type MovementWhat = keyof typeof MovementWhat;

registerEnumType(MovementWhat, {
  name: 'MovementWhat',
  description: 'What of the movement is counted.',
  valuesMap: {
    HOMES_OPEN: { description: 'Homes that are there, neither closed nor paused.' },
    HOMES_VOUCHED: { description: 'Those of them that somebody vouched for.' },
    HOMES_DECLARED: {
      description:
        'Those of the vouched ones whose declaration as a sanctuary home stands. Told where many have declared and many have not.',
    },
    DELIVERIES: { description: 'Deliveries of groceries that were confirmed.' },
    RIDES: { description: 'Rides that were confirmed.' },
    TIME: { description: 'Time that was given and confirmed, in minutes.' },
    MONEY: { description: 'Money that was given and confirmed, in minor units of its currency.' },
    TRAININGS: { description: 'Trainings that a member of a home completed with a certificate.' },
  },
});

@ObjectType({
  description:
    'How much of something there was, in an area. Public: a snapshot. Behind each number stand enough homes and requests, and no smaller number follows from others.',
})
export class MovementNumber {
  @Field(() => MovementWhat, { description: 'What was counted.' })
  what: MovementWhat;

  @Field(() => String, { description: 'HOMES, TIMES, MINUTES, or the currency (ISO 4217) of money in minor units.' })
  unit: string;

  @Field(() => Float, { description: 'A whole number: of that unit.' })
  amount: number;

  @Field(() => LocalDateScalar, {
    description: 'The first day of the month that was counted; of a total, of the last month in it.',
  })
  month: string;
}
