/** The enums that several folders share, each value described once. */
import { registerEnumType } from '@nestjs/graphql';
import { AccessFeature, AccessNeed } from '../../kernel/access-needs.js';
import { Acceptance, ChildSeat, HelpKind, Mode, Skill, Urgency } from '../../kernel/help.js';
import { TrainingTopic } from '../../kernel/training-topic.js';
import { RequestReach } from '../../kernel/widening.js';

registerEnumType(HelpKind, {
  name: 'HelpKind',
  description: 'The four kinds of help that families ask for and homes offer.',
  valuesMap: {
    GROCERY: { description: 'Groceries, bought and brought.' },
    RIDE: { description: 'A ride, with its legs and seats.' },
    MONEY: { description: 'Money, in minor units of a currency; always through a partner, never listed to homes.' },
    TIME: { description: "Somebody's time and skill, in minutes." },
  },
});

registerEnumType(Urgency, {
  name: 'Urgency',
  description: 'How soon help is needed.',
  valuesMap: {
    TODAY: { description: 'Today. Proposals for it lapse after 2 hours.' },
    THIS_WEEK: { description: 'Within the week.' },
    WHENEVER: { description: 'Whenever it suits somebody.' },
  },
});

registerEnumType(Acceptance, {
  name: 'Acceptance',
  description: 'Who says yes for the family when a home claims its request. Chosen when posting.',
  valuesMap: {
    ME: {
      description:
        'The family itself, when it comes back. Until then nobody, the service included, can open the handoff.',
    },
    ANY_TRUSTED_HOME: {
      description:
        'A yes given beforehand to any home that a coordinator conferred trust on. When any other claims, the family says yes itself: `Claim.waitingFor` names it.',
    },
    MY_COORDINATOR: { description: 'A coordinator of the partner that looks after the request.' },
  },
});

registerEnumType(Skill, {
  name: 'Skill',
  description: 'What somebody can do with their time.',
  valuesMap: {
    CHILDCARE: {
      description: "Looking after children. In person it takes a coordinator's yes as well, and is not divided.",
    },
    ELDERCARE: { description: 'Being there for an older person.' },
    INTERPRETATION: { description: 'Interpreting between languages.' },
    ACCOMPANIMENT: { description: 'Going along: to an office, a court, a clinic.' },
    PAPERWORK: { description: 'Helping with forms and letters.' },
    TUTORING: { description: 'Helping somebody learn.' },
    REPAIR: { description: 'Mending things at home.' },
    MOVING: { description: 'Carrying and moving.' },
    OTHER: { description: 'Something else; the summary says what.' },
  },
});

registerEnumType(RequestReach, {
  name: 'RequestReach',
  description: 'How far a request is known: each takes in the one before.',
  valuesMap: {
    CIRCLE: { description: 'The homes of its circle.' },
    LINKED: { description: 'Those of the circles linked with it as well.' },
    NETWORK: { description: 'Every home.' },
  },
});

registerEnumType(TrainingTopic, {
  name: 'TrainingTopic',
  description: 'What a training is about. Requests ask for one of these, and certificates are of one.',
  valuesMap: {
    KNOW_YOUR_RIGHTS: { description: 'The rights that everybody has, at the door, at work and on the street.' },
    RAPID_RESPONSE: { description: 'What to do, and what not, when neighbours are being taken.' },
    COMMUNITY_DEFENSE: { description: 'How a neighbourhood looks after its own.' },
    FAIR_EMPLOYMENT: { description: 'Being a fair employer at home.' },
    CHILD_SAFETY: { description: 'Looking after the children of others.' },
    ACCOMPANIMENT: { description: 'Going along to a court, an office or a check-in.' },
  },
});

registerEnumType(Mode, {
  name: 'Mode',
  description: 'Whether people have to meet.',
  valuesMap: {
    REMOTE: { description: 'By phone or over the network.' },
    IN_PERSON: { description: 'In one place.' },
  },
});

registerEnumType(ChildSeat, {
  name: 'ChildSeat',
  description: 'A seat that a child needs in a car.',
  valuesMap: {
    INFANT: { description: 'Rear-facing, for a baby.' },
    TODDLER: { description: 'Forward-facing with a harness.' },
    BOOSTER: { description: 'A booster for an older child.' },
  },
});

registerEnumType(AccessNeed, {
  name: 'AccessNeed',
  description: 'What has to be so that somebody can take the help. Each is met by one AccessFeature.',
  valuesMap: {
    STEP_FREE: { description: 'No steps on the way.' },
    WHEELCHAIR_TRANSFER: { description: 'A wheelchair that folds; the person changes to a seat.' },
    WHEELCHAIR_RAMP: { description: 'A wheelchair that stays in use: a ramp or lift and a place in the vehicle.' },
    SERVICE_ANIMAL: { description: 'A service animal comes along.' },
    SIGN_LANGUAGE: { description: 'Signing.' },
    TEXT_INSTEAD_OF_VOICE: { description: 'Writing instead of speaking.' },
    LARGE_PRINT: { description: 'Print that is large enough.' },
    QUIET: { description: 'Little noise and few people.' },
    MASKS: { description: 'Masks are worn.' },
    SCENT_FREE: { description: 'No perfume or other scents.' },
    SMOKE_FREE: { description: 'No smoke.' },
    PET_FREE: { description: 'No animals.' },
  },
});

registerEnumType(AccessFeature, {
  name: 'AccessFeature',
  description: 'What a home can do for access; each meets one AccessNeed.',
  valuesMap: {
    STEP_FREE: { description: 'Meets STEP_FREE.' },
    ROOM_FOR_FOLDED_WHEELCHAIR: { description: 'Meets WHEELCHAIR_TRANSFER.' },
    VEHICLE_WITH_RAMP: { description: 'Meets WHEELCHAIR_RAMP.' },
    WELCOMES_SERVICE_ANIMAL: { description: 'Meets SERVICE_ANIMAL.' },
    SIGNS: { description: 'Meets SIGN_LANGUAGE.' },
    WRITES_INSTEAD_OF_SPEAKING: { description: 'Meets TEXT_INSTEAD_OF_VOICE.' },
    PRINTS_LARGE: { description: 'Meets LARGE_PRINT.' },
    KEEPS_QUIET: { description: 'Meets QUIET.' },
    WEARS_MASK: { description: 'Meets MASKS.' },
    SCENT_FREE: { description: 'Meets SCENT_FREE.' },
    SMOKE_FREE: { description: 'Meets SMOKE_FREE.' },
    PET_FREE: { description: 'Meets PET_FREE.' },
  },
});

export {
  Acceptance,
  AccessFeature,
  AccessNeed,
  ChildSeat,
  HelpKind,
  Mode,
  RequestReach,
  Skill,
  TrainingTopic,
  Urgency,
};
