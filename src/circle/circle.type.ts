/** Circles as the API shows them, and what comes of changing them. */
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { TrainingTopic as Topic } from '../kernel/training-topic.js';
import { Area } from '../place/place.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar, LocaleScalar } from '../platform/graphql/scalars.js';
import { TrainingTopic } from '../platform/graphql/words.type.js';
import { CircleLink } from './circle-link.type.js';

@ObjectType({
  description:
    'A group of homes under a partner; each home is in exactly one. Seen by coordinators of that partner, and by the homes that are in it.',
})
export class Circle {
  @Field(() => ID, { description: 'For its coordinators: also what another partner needs to propose a link with it.' })
  id: string;

  @Field(() => String, { description: 'Its name. Families that its homes help read it too.' })
  name: string;

  @Field(() => Boolean, {
    description: 'Whether it is the partner’s own: homes are in it that nobody invited into another.',
  })
  isOwn: boolean;

  @Field(() => [LocaleScalar], { description: 'The languages that its homes speak, as its coordinators say (BCP 47).' })
  languages: string[];

  @Field(() => [Area], { description: 'Where its homes live: requests from there begin in it.' })
  areas: Area[];

  @Field(() => TrainingTopic, {
    nullable: true,
    description: 'The training whose certificate a home needs to join; null when it demands none.',
  })
  requiredTraining: Topic | null;

  @Field(() => Boolean, { description: 'Whether its homes may invite others. If not, coordinators alone do.' })
  membersInvite: boolean;

  @Field(() => Int, { nullable: true, description: 'How many homes are in it. For coordinators; null for homes.' })
  homes: number | null;

  @Field(() => [CircleLink], {
    description: 'Other circles that it is linked with; for coordinators, proposed links as well.',
  })
  links: CircleLink[];
}

@ObjectType({ description: 'The circle as it is now.' })
export class CircleChanged {
  @Field(() => Circle, { description: 'As you see it.' })
  circle: Circle;
}

@ObjectType({ description: 'The circle is there no more.' })
export class CircleClosed {
  @Field(() => ID, { description: 'What its id was.' })
  circleId: string;
}

@ObjectType({ description: 'An invitation, for whoever asked for it to hand over.' })
export class CircleInvitationMade {
  @Field(() => String, { description: 'The invitation. Shown this once.' })
  invitation: string;

  @Field(() => Int, { description: 'How many homes may use it.' })
  uses: number;

  @Field(() => DateTimeScalar, { description: 'Until when it can be used: 14 days.' })
  endsAt: Date;
}

export const ChangeCircleResult = resultUnion(
  'ChangeCircleResult',
  CircleChanged,
  'The circle, or why nothing was changed.',
);
export const CloseCircleResult = resultUnion('CloseCircleResult', CircleClosed, 'Closed, or why not.');
export const InviteToCircleResult = resultUnion(
  'InviteToCircleResult',
  CircleInvitationMade,
  'An invitation, or why there is none.',
);
