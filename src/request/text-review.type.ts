/** What coordinators do with words that wait. */
import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ReturnInput, ReviewInput, TextOfRequestInput } from '../screening/text-review.type.js';

@InputType({ description: 'Shows all words of a request that wait.' })
export class ApproveTextInput extends ReviewInput {
  @Field(() => ID, { description: 'The request.' })
  @MaxLength(60)
  requestId: string;
}

@InputType({ description: 'Asks for other words in a request.' })
export class ReturnTextInput extends ReturnInput {
  @Field(() => ID, { description: 'The request.' })
  @MaxLength(60)
  requestId: string;

  @Field(() => [TextOfRequestInput], {
    nullable: true,
    description:
      'Which texts, at most 80: those that are shown may be among them. Whatever else waits is shown from now on. Left out: all that waits goes back.',
  })
  @IsOptional()
  @ArrayMaxSize(80)
  @ValidateNested({ each: true })
  @Type(() => TextOfRequestInput)
  texts?: TextOfRequestInput[] | null;
}
