/** Homes as the API shows and takes them. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsEnum, IsOptional, MaxLength } from 'class-validator';
import { Session } from '../access/session.type.js';
import { HomeTierEnum, ViewerType } from '../access/viewer.type.js';
import { AccessFeature } from '../kernel/access-needs.js';
import type { HomeTier } from '../kernel/viewer.js';
import '../platform/graphql/words.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { HomeKind } from './home-kind.type.js';

@ObjectType({ description: 'All that a family, or anybody else who meets an offer of a home, sees of that home.' })
export class HomeCard {
  @Field(() => String, {
    nullable: true,
    description: 'The name that the home chose to show. Null when it cannot be opened any more.',
  })
  shortName: string | null;

  @Field(() => String, { description: 'The name of its circle.' })
  circle: string;

  @Field(() => HomeTierEnum, { description: 'How far it is trusted.' })
  tier: HomeTier;
}

@InputType({ description: 'What a household says of itself when it registers.' })
export class RegisterHomeInput {
  @Field(() => String, {
    description:
      'A short name, at most 40 characters: families see it on your offers. Not that of a person, and with no number, address or contact in it (NAME_TELLS_TOO_MUCH).',
  })
  @MaxLength(400)
  name: string;

  @Field(() => String, {
    description: "To sign in with, and to be told that there is news. Sealed; your partner's coordinators see it.",
  })
  @MaxLength(320)
  email: string;

  @Field(() => String, { description: '10 to 200 characters.' })
  @MaxLength(800)
  password: string;

  @Field(() => String, {
    nullable: true,
    description:
      "With country code, unless it is of the United States. Sealed; your partner's coordinators see it. A family that names it is never shown to you.",
  })
  @IsOptional()
  @MaxLength(80)
  phone?: string | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'The languages that you speak, as BCP 47 tags ("es", "ht", "zh-Hant"), at most 12.',
  })
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages: string[];

  @Field(() => [AccessFeature], { defaultValue: [], description: 'What you can do for access.' })
  @ArrayMaxSize(50)
  @IsEnum(AccessFeature, { each: true })
  features: AccessFeature[];

  @Field(() => HomeKind, { defaultValue: HomeKind.HOUSEHOLD, description: 'What you are.' })
  @IsEnum(HomeKind)
  kind: HomeKind;

  @Field(() => String, {
    nullable: true,
    description:
      'The invitation of a home or a coordinator, as it was handed over ("shj_…"): you join the partner of whoever invited you, and the circle of a home that did, where that lets its homes invite. It is used up.',
  })
  @IsOptional()
  @MaxLength(200)
  invitation?: string | null;
}

@ObjectType({ description: 'You are registered and signed in. A coordinator of your partner has been told.' })
export class HomeRegistered {
  @Field(() => ViewerType, { description: 'You: a new home that waits for somebody to vouch for it.' })
  viewer: ViewerType;

  @Field(() => Session, { description: 'Your session.' })
  session: Session;
}

@InputType({ description: 'Which home is vouched for.' })
export class VouchForHomeInput {
  @Field(() => ID, { description: 'A home of your own partner (homesToVouch lists them).' })
  homeId: string;
}

@InputType({ description: 'Which home is paused.' })
export class PauseHomeInput {
  @Field(() => ID, { description: 'A home of your own partner.' })
  homeId: string;
}

@InputType({ description: 'Which home goes on.' })
export class UnpauseHomeInput {
  @Field(() => ID, { description: 'A home of your own partner.' })
  homeId: string;
}

export const RegisterHomeResult = resultUnion('RegisterHomeResult', HomeRegistered, 'Registered, or why not.');
