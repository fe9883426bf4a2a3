/** Every list is asked for by the page: at most fifty rows (`queryCostPlugin` sees to it), forward from a sealed cursor. */
import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many rows, 1 to 50.' })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the page before; left out for the first page.',
  })
  @IsOptional()
  @MaxLength(1_000)
  after?: string | null;
}
