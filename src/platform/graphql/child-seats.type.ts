/** Seats for children as the API speaks of them: of each size how many. */
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { ChildSeat, ChildSeats } from '../../kernel/help.js';

@ObjectType('ChildSeats', { description: 'Seats for children, by size. Seen by whoever sees the ride.' })
export class ChildSeatsType {
  @Field(() => Int, { description: 'Rear-facing, for a baby.' })
  infant: number;

  @Field(() => Int, { description: 'Forward-facing with a harness.' })
  toddler: number;

  @Field(() => Int, { description: 'Boosters.' })
  booster: number;

  static from(seats: ChildSeats): ChildSeatsType {
    return { infant: seats.INFANT, toddler: seats.TODDLER, booster: seats.BOOSTER };
  }
}

// How many there may be is decided with the rest of the ride, so that the refusal says which of them it is.
@InputType({ description: 'Seats for children, by size, 0 to 4 of each. What is left out is none.' })
export class ChildSeatsInput {
  @Field(() => Int, { defaultValue: 0, description: 'Rear-facing, for a baby.' })
  infant: number;

  @Field(() => Int, { defaultValue: 0, description: 'Forward-facing with a harness.' })
  toddler: number;

  @Field(() => Int, { defaultValue: 0, description: 'Boosters.' })
  booster: number;
}

/** Left out is none at all. */
export function childSeatsOf(input: ChildSeatsInput | null | undefined): Record<ChildSeat, number> {
  return { INFANT: input?.infant ?? 0, TODDLER: input?.toddler ?? 0, BOOSTER: input?.booster ?? 0 };
}
