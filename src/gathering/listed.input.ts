/** What a partner says to everybody of a training or a campaign that it lists. */
import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';

export const PUBLIC_TITLE =
  'At most 120 characters. Anybody reads it: no address, number or link (TEXT_TELLS_TOO_MUCH).';
export const PUBLIC_TEXT = 'At most 2,000 characters, as public as the title.';
/** More than fit, so that the refusal says what is wrong. */
export const [LONGEST_TITLE, LONGEST_TEXT] = [1_200, 20_000] as const;

@InputType({ isAbstract: true })
export abstract class ListedInputType {
  @Field(() => String, { description: PUBLIC_TITLE })
  @MaxLength(LONGEST_TITLE)
  title: string;

  @Field(() => [String], { description: 'Its languages (BCP 47), at most 12.' })
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages: string[];
}

@InputType({ isAbstract: true })
export abstract class ChangeListedInputType {
  @Field(() => String, { nullable: true, description: PUBLIC_TITLE })
  @IsOptional()
  @MaxLength(LONGEST_TITLE)
  title?: string | null;

  @Field(() => [String], { nullable: true, description: 'Its languages (BCP 47), at most 12.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages?: string[] | null;
}
