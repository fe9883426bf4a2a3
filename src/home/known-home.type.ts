/** What both its members and its coordinators see of a home. */
import { Field, ObjectType } from '@nestjs/graphql';
import { HomeTierEnum } from '../access/viewer.type.js';
import { AccessFeature } from '../kernel/access-needs.js';
import type { HomeTier } from '../kernel/viewer.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import '../platform/graphql/words.type.js';
import { HomeKind } from './home-kind.type.js';

@ObjectType({ isAbstract: true })
export abstract class KnownHome {
  @Field(() => HomeKind, { description: 'What it is.' })
  kind: HomeKind;

  @Field(() => String, { description: 'The name of its circle.' })
  circle: string;

  @Field(() => HomeTierEnum, { description: 'How far it is trusted.' })
  tier: HomeTier;

  @Field(() => [String], { description: 'The languages that it speaks, as BCP 47 tags.' })
  languages: string[];

  @Field(() => [AccessFeature], { description: 'What it can do for access.' })
  features: AccessFeature[];

  @Field(() => LocalDateScalar, { description: 'The day on which it registered, in UTC.' })
  registeredOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day of the vouch that stands, in UTC.' })
  vouchedOn: string | null;
}
