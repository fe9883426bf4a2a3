/** The movement's numbers over GraphQL. */
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AllowAnyone } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { MovementNumber, MovementWhat } from './movement.type.js';
import type { NumberOfMonth } from './read-movement.js';
import { ReadMovement } from './read-movement.js';

const STATE = { type: () => String, nullable: true, description: 'Two capital letters. Left out: the whole country.' };
const METRO = {
  type: () => String,
  nullable: true,
  description:
    'The part of a metropolitan area that lies in that state, by its key: "new-york". Left out: the whole state.',
};

@Resolver(() => MovementNumber)
export class MovementResolver {
  constructor(private readonly reading: ReadMovement) {}

  @Query(() => [MovementNumber], {
    description:
      'How large the movement is: homes as of last night, everything else over all months that are over. Public. What would single somebody out is left out.',
  })
  @AllowAnyone()
  async movement(
    @Args('state', STATE) state: string | null,
    @Args('metro', METRO) metro: string | null,
  ): Promise<MovementNumber[] | Refused> {
    const numbers = await this.reading.totals({ state: state ?? null, metro: metro ?? null });
    return isRefused(numbers) ? numbers : numbers.map(shown);
  }

  @Query(() => [MovementNumber], {
    description:
      'The same month by month, the oldest first. Public. A month is published once it is over, and stays as it is; only homes of this month are counted anew each night.',
  })
  @AllowAnyone()
  async movementSeries(
    @Args('what', { type: () => MovementWhat, description: 'What to read.' }) what: MovementWhat,
    @Args('state', STATE) state: string | null,
    @Args('metro', METRO) metro: string | null,
  ): Promise<MovementNumber[] | Refused> {
    const numbers = await this.reading.months({ state: state ?? null, metro: metro ?? null });
    return isRefused(numbers) ? numbers : numbers.filter((its) => its.what === what).map(shown);
  }
}

function shown({ what, unit, amount, month }: NumberOfMonth): MovementNumber {
  // The table's own check holds it to these words.
  return { what: what as MovementWhat, unit, amount, month };
}
