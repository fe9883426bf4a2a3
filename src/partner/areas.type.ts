/** Where partners look after what nobody's own people posted, as the host's admins settle it. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, MaxLength } from 'class-validator';
import { resultUnion } from '../platform/graphql/result-union.js';
import { GraphQLH3Cell, LocalDateScalar } from '../platform/graphql/scalars.js';

@ObjectType({
  description: 'Where a partner looks after requests, and where it asks to. For admins of the host partner alone.',
})
export class AreasOfPartner {
  @Field(() => ID, { description: 'Of the partner.' })
  partnerId: string;

  @Field(() => String, { description: 'What it is called.' })
  partner: string;

  @Field(() => [GraphQLH3Cell], {
    description:
      'Cells of resolution 2 to 4: within these it and its programs look after requests wherever they say so.',
  })
  agreed: string[];

  @Field(() => [GraphQLH3Cell], { description: 'Cells that it or one of its programs named, outside of those.' })
  waiting: string[];

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it last began to ask; null while nothing waits.' })
  askedOn: string | null;
}

@InputType({ description: 'Where another partner looks after requests from now on, and where it does not.' })
export class SettleAreasInput {
  @Field(() => ID, { description: 'Any partner but your own.' })
  @MaxLength(60)
  partnerId: string;

  @Field(() => [GraphQLH3Cell], {
    defaultValue: [],
    description: 'Cells of resolution 2 to 4 that are agreed to with all that lies in them, asked for or not.',
  })
  @ArrayMaxSize(1_000)
  agreed: string[];

  @Field(() => [GraphQLH3Cell], {
    defaultValue: [],
    description:
      'Cells of resolution 2 to 4: what lies in them is agreed to no more, and the partner names it no more. WRONG_STATE for a part of a larger one that stands.',
  })
  @ArrayMaxSize(1_000)
  refused: string[];
}

@ObjectType({ description: 'It is settled.' })
export class AreasSettled {
  @Field(() => AreasOfPartner, { description: 'As it is now.' })
  areas: AreasOfPartner;
}

export const SettleAreasResult = resultUnion(
  'SettleAreasResult',
  AreasSettled,
  'As it is now, or why nothing changed.',
);
