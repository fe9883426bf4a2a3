/** The size of the need, as everybody may know it. */
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { HelpKind } from '../kernel/help.js';
import { Area } from '../place/place.type.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import '../platform/graphql/words.type.js';

@ObjectType({
  description:
    'How many requests of a kind are open in an area. Public: from a nightly snapshot, at least 5, and no smaller number follows from those of other areas.',
})
export class AreaNeeds {
  @Field(() => Area, {
    description: 'The area: a cell of resolution 2, 3 or 4. Counts include all smaller areas in it.',
  })
  area: Area;

  @Field(() => HelpKind, { description: 'The kind of help that is asked for.' })
  kind: HelpKind;

  @Field(() => Int, { description: 'Requests that were open when the snapshot was taken. At least 5.' })
  openRequests: number;

  @Field(() => LocalDateScalar, { description: 'The date (UTC) on which the snapshot was taken.' })
  takenOn: string;
}
