/** How a viewer looks to itself. */
import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ViewerKind } from '../kernel/viewer.js';
import { words } from '../kernel/words.js';

export const ViewerKindEnum = words('PUBLIC', 'PARTNER', 'FAMILY', 'HOME', 'COORDINATOR');
registerEnumType(ViewerKindEnum, {
  name: 'ViewerKind',
  description: 'What the tokens of a call make of its sender.',
  valuesMap: {
    PUBLIC: { description: 'Nobody in particular, or a frontend with a publishable key.' },
    PARTNER: { description: 'A server of a partner, by its secret key.' },
    FAMILY: { description: 'A family that came in with its return code.' },
    HOME: { description: 'A member of a home.' },
    COORDINATOR: { description: 'A coordinator of a partner.' },
  },
});

export const HomeTierEnum = words('NEW', 'VOUCHED', 'TRUSTED');
registerEnumType(HomeTierEnum, {
  name: 'HomeTier',
  description: 'How far a home is trusted.',
  valuesMap: {
    NEW: { description: 'Nobody has vouched for it yet.' },
    VOUCHED: { description: 'A coordinator has vouched for it.' },
    TRUSTED: { description: 'Conferred by a coordinator, after deliveries that families confirmed.' },
  },
});

export const WaitingFor = words('VOUCH');
export type WaitingFor = keyof typeof WaitingFor;
registerEnumType(WaitingFor, {
  name: 'WaitingFor',
  description: 'What a viewer is waiting for before it sees more.',
  valuesMap: { VOUCH: { description: 'A coordinator has to vouch for the home before it sees requests.' } },
});

@ObjectType('Viewer', { description: 'You, as this call came in. Nobody else sees it.' })
export class ViewerType {
  @Field(() => ViewerKindEnum, { description: 'What your tokens make of you.' })
  kind: ViewerKind;

  @Field(() => String, { nullable: true, description: "The name of a home's circle." })
  circle: string | null;

  @Field(() => HomeTierEnum, { nullable: true, description: "A home's tier." })
  tier: string | null;

  @Field(() => [String], { description: 'Scopes of the secret key in use; empty for everybody else.' })
  scopes: string[];

  @Field(() => [WaitingFor], { description: 'Why lists are empty for you, if they are.' })
  waitingFor: WaitingFor[];
}
