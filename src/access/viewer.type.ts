/** How a viewer looks to itself. */
import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CoordinatorRole } from '../kernel/coordinator-role.js';
import { KeyScope } from '../kernel/key-scope.js';
import type { HomeTier, Viewer, ViewerKind } from '../kernel/viewer.js';
import { words } from '../kernel/words.js';

const ViewerKindEnum = words('PUBLIC', 'PARTNER', 'FAMILY', 'HOME', 'COORDINATOR');
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
    VOUCHED: { description: 'A coordinator, or two trusted homes, vouch for it.' },
    TRUSTED: { description: 'Conferred by a coordinator, after deliveries that families confirmed.' },
  },
});

registerEnumType(KeyScope, {
  name: 'KeyScope',
  description: 'What a secret key may do on its own. What a person may do never depends on a key.',
  valuesMap: {
    POST_REQUESTS: { description: 'Post requests for families that came to the partner.' },
    READ_REQUESTS: {
      description: 'Read the list of requests that the partner looks after, without what only coordinators see.',
    },
    REGISTER_HOMES: { description: 'Register homes.' },
  },
});

registerEnumType(CoordinatorRole, {
  name: 'CoordinatorRole',
  description:
    'What a coordinator does for its partner. One person may have several roles; what none of them covers is NOT_ALLOWED.',
  valuesMap: {
    INTAKE: { description: 'Takes requests in, and speaks for the families whose requests it took in.' },
    REVIEWER: {
      description: 'Reads what waits to be shown, settles reports and disputes, vouches for homes and pauses them.',
    },
    DISPATCHER: { description: "Brings offers and requests together, gives a coordinator's yes, and handles money." },
    ADMIN: {
      description:
        'Invites coordinators and says what they do; keys, programs, areas; vouches for homes and pauses them.',
    },
  },
});

export const WaitingFor = words('VOUCH', 'REVIEW', 'AGREEMENT');
export type WaitingFor = keyof typeof WaitingFor;
registerEnumType(WaitingFor, {
  name: 'WaitingFor',
  description: 'What a viewer is waiting for before it sees more.',
  valuesMap: {
    VOUCH: { description: 'A coordinator has to vouch for the home before it sees requests.' },
    AGREEMENT: { description: "The home has to accept its partner's newest agreement before it sees requests." },
    REVIEW: { description: 'The home is paused: a coordinator of its partner looks at it and lifts the pause.' },
  },
});

@ObjectType('Viewer', { description: 'You, as this call came in. Nobody else sees it.' })
export class ViewerType {
  @Field(() => ViewerKindEnum, { description: 'What your tokens make of you.' })
  kind: ViewerKind;

  @Field(() => ID, {
    nullable: true,
    description: 'Of your home, or yours as a coordinator. Null for everybody else: a family has no id.',
  })
  id: string | null;

  @Field(() => HomeTierEnum, { nullable: true, description: "Your home's tier; null for everybody else." })
  tier: HomeTier | null;

  @Field(() => [KeyScope], { description: 'Scopes of the secret key in use; empty for everybody else.' })
  scopes: KeyScope[];

  @Field(() => [CoordinatorRole], {
    description: 'What you may do for your partner, as a coordinator; empty for everybody else.',
  })
  roles: CoordinatorRole[];

  @Field(() => [WaitingFor], { description: 'Why lists are empty for you, if they are.' })
  waitingFor: WaitingFor[];

  /** For the field `circle`, which the circles answer. */
  circleId: string | null;
}

export function viewerTypeOf(viewer: Viewer): ViewerType {
  const home = viewer.kind === 'HOME' ? viewer : null;
  return {
    kind: viewer.kind,
    id: home?.homeId ?? (viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : null),
    tier: home?.tier ?? null,
    scopes: viewer.kind === 'PARTNER' ? [...viewer.scopes] : [],
    roles: viewer.kind === 'COORDINATOR' ? [...viewer.roles] : [],
    waitingFor: [
      ...(home && !home.vouched ? ['VOUCH' as const] : []),
      ...(home && !home.agreed ? ['AGREEMENT' as const] : []),
      ...(home?.paused ? ['REVIEW' as const] : []),
    ],
    circleId: home?.circleId ?? null,
  };
}
