/** Links between circles as the API shows and takes them. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { words } from '../kernel/words.js';
import { OneCircleInput } from './circle.input.js';

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
