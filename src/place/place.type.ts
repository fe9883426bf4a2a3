/** Places as the API speaks of them: what is sent in, and the only thing that ever comes out, a published area. */
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import type { Language } from '../kernel/refusals.js';
import { GraphQLH3Cell } from '../platform/graphql/scalars.js';
import { resolutionOf } from './cell.js';
import { labelOf } from './cell-label.js';

@InputType({ description: 'A postal code with its country.' })
export class PostalCodeInput {
  @Field(() => String, { description: 'ISO 3166-1 alpha-2. US is covered; for others send a cell.' })
  @MaxLength(10)
  country: string;

  @Field(() => String, { description: 'As people write it: "11226", or "11226-1234", whose end is dropped.' })
  @MaxLength(20)
  code: string;
}

@InputType({
  description: 'Where: exactly one of the two. It is made coarser before anybody sees it, and never stored as it is.',
  isOneOf: true,
})
export class PlaceInput {
  @Field(() => PostalCodeInput, { nullable: true, description: 'A postal code.' })
  postalCode?: PostalCodeInput;

  @Field(() => GraphQLH3Cell, { nullable: true, description: 'A cell of the H3 grid of resolution 7 or coarser.' })
  cell?: string;
}

@ObjectType({ description: 'An area as it is published: large enough that it points at nobody.' })
export class Area {
  @Field(() => GraphQLH3Cell, { description: 'The H3 cell.' })
  cell: string;

  /** Not in the schema: of the label. */
  language: Language;

  @Field(() => Int, {
    description: 'Resolution of the cell: 6 is about 36 km², each step coarser about 7 times as much.',
  })
  get resolution(): number {
    return resolutionOf(this.cell);
  }

  @Field(() => String, { description: 'The area in words, out of the cell alone.' })
  get label(): string {
    return labelOf(this.cell, this.language);
  }

  static from(cell: string, language: Language): Area {
    const area = new Area();
    area.cell = cell;
    area.language = language;
    return area;
  }
}
