/** A home as its members see, change, take along and end it. */
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsEnum, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ConfirmationInput } from '../../access/account/account.type.js';
import { AccessFeature } from '../../kernel/access-needs.js';
import { resultUnion } from '../../platform/graphql/result-union.js';
import { JsonObjectScalar } from '../../platform/graphql/scalars.js';
import '../../platform/graphql/words.type.js';
import { HomeKind } from '../home-kind.type.js';
import { KnownHome } from '../known-home.type.js';

@ObjectType({ description: 'Your home. Only its members see it like this.' })
export class OwnHome extends KnownHome {
  @Field(() => String, {
    nullable: true,
    description: 'The name that families see. Null when it cannot be opened any more.',
  })
  shortName: string | null;
}

@InputType({ description: 'What is to be said of the home from now on. What is left out stays.' })
export class ChangeHomeInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A short name, at most 40 characters, with nothing in it that leads to a person (NAME_TELLS_TOO_MUCH).',
  })
  @IsOptional()
  @MaxLength(400)
  name?: string | null;

  @Field(() => HomeKind, { nullable: true, description: 'What it is.' })
  @IsOptional()
  @IsEnum(HomeKind)
  kind?: HomeKind | null;

  @Field(() => [String], { nullable: true, description: 'The languages that you speak, as BCP 47 tags, at most 12.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages?: string[] | null;

  @Field(() => [AccessFeature], { nullable: true, description: 'What you can do for access.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @IsEnum(AccessFeature, { each: true })
  features?: AccessFeature[] | null;
}

@ObjectType({ description: 'The home as it is now.' })
export class HomeChanged {
  @Field(() => OwnHome, { description: 'Your home.' })
  home: OwnHome;
}

@InputType({ isAbstract: true })
abstract class ConfirmedInput {
  @Field(() => ConfirmationInput, { description: 'That it is you.' })
  @ValidateNested()
  @Type(() => ConfirmationInput)
  confirmation: ConfirmationInput;
}

@InputType({ description: 'The end of your home here: nobody reopens it.' })
export class CloseHomeInput extends ConfirmedInput {}

@ObjectType({
  description:
    'The home is closed: what it had taken on is let go and the families are told, its offers are withdrawn, nobody signs in for it. After 30 days it is erased.',
})
export class HomeClosed {
  @Field(() => Boolean, { description: 'Always true.' })
  closed: boolean;
}

@InputType({ description: 'The end of your home, and of all that points at its people.' })
export class EraseHomeInput extends ConfirmedInput {}

@ObjectType({
  description:
    'The home is closed and erased: addresses, name, offers and members are gone, from backups too. That some home had helped stays with the families that it helped.',
})
export class HomeErased {
  @Field(() => Boolean, { description: 'Always true.' })
  erased: boolean;
}

@ObjectType({ description: 'All that is held of your home, and of you as its member.' })
export class HomeExported {
  @Field(() => Int, { description: 'The version of the form of `data`: 1.' })
  format: number;

  @Field(() => JsonObjectScalar, {
    description:
      'By section: home, claims, offers, notices, and more. Of other members no address, of families an alias and a half-day.',
  })
  data: Readonly<Record<string, unknown>>;
}

export const ChangeHomeResult = resultUnion('ChangeHomeResult', HomeChanged, 'Changed, or why not.');
export const CloseHomeResult = resultUnion('CloseHomeResult', HomeClosed, 'Closed, or why not.');
export const EraseHomeResult = resultUnion('EraseHomeResult', HomeErased, 'Erased, or why not.');
export const ExportHomeResult = resultUnion('ExportHomeResult', HomeExported, 'The data, or why not.');
