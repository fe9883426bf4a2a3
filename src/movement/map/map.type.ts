/** The map of homes as the API speaks of it: counts for everybody, and to a home its own place. */
import { Field, Float, InputType, Int, ObjectType } from '@nestjs/graphql';
import { resolutionOf } from '../../place/cell.js';
import { PostalCodeInput } from '../../place/place.type.js';
import { resultUnion } from '../../platform/graphql/result-union.js';
import { GraphQLStreetCell, LocalDateScalar } from '../../platform/graphql/scalars.js';

@ObjectType({
  description:
    'How many homes in a cell let themselves be counted. Public: from a nightly snapshot, at least 5, and no smaller number follows from those of other cells or of the night before. Never which homes.',
})
export class VisibleHomes {
  @Field(() => GraphQLStreetCell, { description: 'The cell. Its count includes all finer cells in it.' })
  cell: string;

  @Field(() => Int, {
    description: 'Resolution of the cell: 9 is about 0.1 km², each step coarser about 7 times as much.',
  })
  get resolution(): number {
    return resolutionOf(this.cell);
  }

  @Field(() => Int, { description: 'Homes. It stands still until it is wrong by 5.' })
  homes: number;

  @Field(() => LocalDateScalar, { description: 'The date (UTC) on which they were counted.' })
  takenOn: string;
}

@ObjectType({ description: "A home's own place on the map. Only the home sees it." })
export class MyMapPlace {
  @Field(() => GraphQLStreetCell, {
    nullable: true,
    description: 'The cell in which the home is counted; null while it is hidden: then nothing is kept of it.',
  })
  cell: string | null;

  @Field(() => LocalDateScalar, {
    description: 'The day (UTC) on which the home named a place last. It may name another 30 days later.',
  })
  namedOn: string;
}

@InputType({ description: 'A point, rounded by the frontend before it is sent. Only its cell is kept, sealed.' })
export class StreetPointInput {
  @Field(() => Float, { description: 'Degrees north, with at most three decimals (about 100 m).' })
  latitude: number;

  @Field(() => Float, { description: 'Degrees east, with at most three decimals.' })
  longitude: number;
}

@InputType({ description: 'Where a home wants to be counted: exactly one of the three.', isOneOf: true })
export class StreetInput {
  @Field(() => GraphQLStreetCell, {
    nullable: true,
    description: 'A cell of resolution 9, or of 8 or 7 to be counted more coarsely.',
  })
  cell?: string;

  @Field(() => StreetPointInput, { nullable: true, description: 'A point: its cell of resolution 9.' })
  point?: StreetPointInput;

  @Field(() => PostalCodeInput, { nullable: true, description: 'A postal code: its cell of resolution 7.' })
  postalCode?: PostalCodeInput;
}

@InputType({ description: 'Lets your home be counted on the map.' })
export class ShowOnMapInput {
  @Field(() => StreetInput, { description: 'Where.' })
  place: StreetInput;
}

@ObjectType({ description: 'Where the home is counted now.' })
export class MapPlaceChanged {
  @Field(() => MyMapPlace, { description: 'The place, or that it is hidden.' })
  place: MyMapPlace;
}

export const MapPlaceResult = resultUnion(
  'MapPlaceResult',
  MapPlaceChanged,
  'The home is counted there, or hidden; or a refusal.',
);
