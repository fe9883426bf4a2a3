/** What a page of requests can be narrowed by. */
import { Field, InputType, Int } from '@nestjs/graphql';
import { HalfDayWindowInput } from '../calendar/window.type.js';
import { PlaceInput } from '../place/place.type.js';
import { GraphQLH3Cell, LocaleScalar } from '../platform/graphql/scalars.js';
import { AccessNeed, HelpKind, Skill, Urgency } from '../platform/graphql/words.type.js';

@InputType({ description: 'A place and how far around it.' })
export class NearInput {
  @Field(() => PlaceInput, { description: 'Around where. It is not kept.' })
  place: PlaceInput;

  @Field(() => Int, {
    description:
      'Kilometres, 0 to 100, counted in rings of about 6.5 km to the nearest part of the published area. 0: the area of the place itself.',
  })
  withinKm: number;
}

@InputType({
  description:
    'Everything that is given has to hold; of a list, any one of its members will do. What you may not see you cannot filter by: it matches nothing.',
})
export class RequestFilter {
  @Field(() => [HelpKind], { nullable: true, description: 'Of these kinds. MONEY is never listed to homes.' })
  kinds?: HelpKind[] | null;

  @Field(() => NearInput, { nullable: true, description: 'Near a place, as far as their published area tells.' })
  near?: NearInput | null;

  @Field(() => GraphQLH3Cell, {
    nullable: true,
    description: 'Published in this cell (resolution 2 to 6) or in a part of it.',
  })
  within?: string | null;

  @Field(() => HalfDayWindowInput, {
    nullable: true,
    description:
      'That can be served in this time, those without a date included. Left out, its time zone is that of `near` or `within`; without these it has to be given.',
  })
  window?: HalfDayWindowInput | null;

  @Field(() => [Urgency], { nullable: true, description: 'Of these urgencies.' })
  urgency?: Urgency[] | null;

  @Field(() => [LocaleScalar], {
    nullable: true,
    description:
      'Which one of these languages would help, whatever its script and region. Homes: of those that they speak. Coordinators: for what was taken in on the phone. Others see no languages.',
  })
  languages?: string[] | null;

  @Field(() => [AccessNeed], {
    nullable: true,
    description:
      'With one of these needs. Homes: of those that they meet. Coordinators: for what was taken in on the phone. Others see no needs.',
  })
  needs?: AccessNeed[] | null;

  @Field(() => [Skill], { nullable: true, description: 'For time: one of these skills. Other kinds have none.' })
  skills?: Skill[] | null;
}
