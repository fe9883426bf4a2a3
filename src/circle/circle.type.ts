/** Circles, their links and invitations as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import type { TrainingTopic as Topic } from '../kernel/training-topic.js';
import { words } from '../kernel/words.js';
import { Area } from '../place/place.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar, LocaleScalar } from '../platform/graphql/scalars.js';
import { TrainingTopic } from '../platform/graphql/words.type.js';

export const CircleLinkState = words('PROPOSED_BY_US', 'PROPOSED_TO_US', 'LINKED');
registerEnumType(CircleLinkState, {
  name: 'CircleLinkState',
  description: 'Where a link between two circles stands. Homes see those that stand.',
  valuesMap: {
    PROPOSED_BY_US: { description: 'It waits for the other side.' },
    PROPOSED_TO_US: { description: 'It waits for you: `acceptCircleLink` or `declineCircleLink`.' },
    LINKED: { description: 'Both sides agreed: what has widened beyond one circle is known in the other.' },
  },
});

@ObjectType({ description: 'Another circle, and how it stands to this one. Seen by whoever sees the circle.' })
export class CircleLink {
  @Field(() => ID, { description: 'Of the other circle.' })
  circleId: string;

  @Field(() => String, { description: 'The name of the other circle.' })
  name: string;

  @Field(() => String, { description: 'The name of the partner whose circle that is.' })
  partner: string;

  @Field(() => CircleLinkState, { description: 'Where the link stands.' })
  state: keyof typeof CircleLinkState;
}

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

@InputType({ description: 'A new circle of your partner.' })
export class CreateCircleInput {
  @Field(() => String, { description: 'Its name, at most 80 characters: no number, e-mail or link in it.' })
  @MaxLength(400)
  name: string;

  @Field(() => [String], { defaultValue: [], description: 'Languages its homes speak, as BCP 47 tags, 12 at most.' })
  @ArrayMaxSize(50)
  languages: string[];

  @Field(() => [String], {
    defaultValue: [],
    description: 'Where its homes live: H3 cells of resolution 2 to 6, 50 at most.',
  })
  @ArrayMaxSize(50)
  @MaxLength(40, { each: true })
  areas: string[];

  @Field(() => TrainingTopic, {
    nullable: true,
    description: 'The training it demands of homes that join; left out: none.',
  })
  @IsOptional()
  requiredTraining?: Topic | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether its homes may invite others.' })
  membersInvite: boolean;
}

@InputType({ isAbstract: true })
abstract class OneCircleInput {
  @Field(() => ID, { description: 'The circle, of your partner.' })
  @MaxLength(60)
  circleId: string;
}

@InputType({ description: 'What is to be said of a circle from now on; what is left out stays.' })
export class ChangeCircleInput extends OneCircleInput {
  @Field(() => String, {
    nullable: true,
    description: 'Its name, at most 80 characters: no number, e-mail or link in it.',
  })
  @IsOptional()
  @MaxLength(400)
  name?: string | null;

  @Field(() => [String], { nullable: true, description: 'All its languages, as BCP 47 tags, 12 at most.' })
  @IsOptional()
  @ArrayMaxSize(50)
  languages?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'All its areas, as H3 cells of resolution 2 to 6, 50 at most.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(40, { each: true })
  areas?: string[] | null;

  @Field(() => TrainingTopic, {
    nullable: true,
    description:
      'The training it demands of homes that join from now on; null: none. Not of the own circle (WRONG_STATE).',
  })
  @IsOptional()
  requiredTraining?: Topic | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether its homes may invite others.' })
  @IsOptional()
  membersInvite?: boolean | null;
}

@InputType({ description: 'Closes a circle in which there is nobody.' })
export class CloseCircleInput extends OneCircleInput {}

@InputType({ description: 'Invites homes into a circle.' })
export class InviteToCircleInput extends OneCircleInput {
  @Field(() => Int, {
    defaultValue: 1,
    description: 'How many homes may use it: up to 50 by a coordinator, 10 by a home.',
  })
  uses: number;
}

@InputType({ description: 'What a home that was invited brings.' })
export class JoinCircleInput {
  @Field(() => String, { description: 'The invitation as it was handed over ("shr_…").' })
  @MaxLength(200)
  invitation: string;
}

@InputType({ description: 'Leaves a circle.' })
export class LeaveCircleInput {
  @Field(() => Boolean, { description: 'Has to be true: only an invitation leads back. INVALID_INPUT otherwise.' })
  confirm: boolean;
}

@InputType({ description: 'Takes one home out of its circle.' })
export class RemoveFromCircleInput {
  @Field(() => ID, { description: 'A home of your own partner.' })
  @MaxLength(60)
  homeId: string;
}

@InputType({ isAbstract: true })
abstract class TwoCirclesInput extends OneCircleInput {
  @Field(() => ID, { description: 'The other circle, of your partner or another, whose coordinators told you its id.' })
  @MaxLength(60)
  otherCircleId: string;
}

@InputType({ description: 'Proposes that two circles be linked.' })
export class ProposeCircleLinkInput extends TwoCirclesInput {}

@InputType({ description: 'Agrees to a link that the other side proposed.' })
export class AcceptCircleLinkInput extends TwoCirclesInput {}

@InputType({ description: 'Declines a link that the other side proposed, or takes back your own proposal.' })
export class DeclineCircleLinkInput extends TwoCirclesInput {}

@InputType({ description: 'Ends a link that stands.' })
export class EndCircleLinkInput extends TwoCirclesInput {}

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
