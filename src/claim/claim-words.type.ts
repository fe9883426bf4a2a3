/** The words of claims in the API, each described once. */
import { registerEnumType } from '@nestjs/graphql';
import { words } from '../kernel/words.js';
import { ClaimShape, ClaimStatus, ConfirmedBy, EndReason, Party, ReleaseReason } from './domain/claim.js';
import { ReportReason } from './domain/concern.js';

/** What a coordinator may make of a dispute. */
export const DisputeOutcome = words('CONFIRMED', 'RETURNED');
/** Why a claim ended early, whoever ended it. */

registerEnumType(ClaimStatus, {
  name: 'ClaimStatus',
  description: 'Where a claim stands, by the clock.',
  valuesMap: {
    PROPOSED: { description: 'It waits for somebody (waitingFor). Quantities are held.' },
    ACCEPTED: { description: 'Everybody it needs said yes. Until its lease ends, the home may open the handoff.' },
    DELIVERED: {
      description: 'The home delivered; of money, the partner received it, or paid. It waits to be confirmed.',
    },
    CONFIRMED: { description: 'It happened. The end, and the only one that uses the quantities up.' },
    DISPUTED: { description: 'One side says that it was not so: a coordinator settles it within 14 days.' },
    RETURNED: { description: 'It was not so after all. The end.' },
    DECLINED: { description: 'Somebody who was asked said no. The end.' },
    RETRACTED: { description: 'Whoever proposed it took it back. The end.' },
    RELEASED: { description: 'The home let go of it. The end.' },
    CANCELLED: { description: 'The family ended it, or its request did. The end.' },
    LAPSED: {
      description:
        'Its time ran out. The end, unless the home tells of a delivery within 24 hours while the quantities are free.',
    },
  },
});

registerEnumType(ClaimShape, {
  name: 'ClaimShape',
  description: 'What a claim joins.',
  valuesMap: {
    MEETING: { description: 'A request and an offer.' },
    GIVING: { description: 'An offer of money and a partner. It knows of no request.' },
    RECEIVING: { description: 'A request for money and a partner. It knows of no offer.' },
  },
});

registerEnumType(Party, {
  name: 'Party',
  description: 'The sides of a claim.',
  valuesMap: {
    HOME: { description: 'The home that gives.' },
    FAMILY: { description: 'The family that asked, or a coordinator for a request that it took in.' },
    COORDINATOR: { description: 'A coordinator of the partner that looks after the request.' },
  },
});

registerEnumType(ReleaseReason, {
  name: 'ReleaseReason',
  description: 'Why a home lets go. Read by the home and by coordinators.',
  valuesMap: {
    TOO_FAR: { description: 'The place is too far. Within an hour of opening the handoff, and leaves no mark.' },
    CANNOT_COME: { description: 'Something came between.' },
    FEELS_UNSAFE: { description: 'It does not feel safe.' },
    OTHER: { description: 'Another reason.' },
  },
});

registerEnumType(EndReason, {
  name: 'ClaimEndReason',
  description: 'Why a claim was released or cancelled.',
  valuesMap: {
    TOO_FAR: { description: 'Released: the place is too far.' },
    CANNOT_COME: { description: 'Released: something came between.' },
    FEELS_UNSAFE: { description: 'Released: it does not feel safe.' },
    OTHER: { description: 'Released for another reason.' },
    NO_SHOW: { description: 'Cancelled: nobody came.' },
    CHANGED_MIND: { description: 'Cancelled: the family thought better of it.' },
    WITHDRAWN: { description: 'Cancelled: the request was withdrawn.' },
    FINISHED: { description: 'Cancelled: no more of the request is wanted.' },
    REVOKED: { description: 'Cancelled: the family shut its handoff.' },
  },
});

registerEnumType(ConfirmedBy, {
  name: 'ConfirmedBy',
  description: 'Who confirmed a claim.',
  valuesMap: {
    FAMILY: { description: 'The family itself.' },
    HOME: { description: 'The home, of its own gift of money.' },
    COORDINATOR: { description: 'A coordinator: for a family that it took in, or by settling a dispute.' },
    SILENCE: { description: 'Nobody said anything for 72 hours. It earns nobody trust.' },
  },
});

registerEnumType(DisputeOutcome, {
  name: 'DisputeOutcome',
  description: 'How a dispute is settled.',
  valuesMap: {
    CONFIRMED: { description: 'It was delivered after all.' },
    RETURNED: { description: 'It was not: everything goes back, and the need is listed again.' },
  },
});

registerEnumType(ReportReason, {
  name: 'ReportReason',
  description: 'What a concern is about.',
  valuesMap: {
    UNSAFE: { description: 'Somebody was, or felt, in danger.' },
    DISRESPECT: { description: 'Somebody was treated badly.' },
    ASKED_FOR_MORE: { description: 'Something was asked for in return.' },
    NO_SHOW: { description: 'Somebody did not come.' },
    IDENTIFYING_TEXT: { description: 'A text points at somebody.' },
    SPAM: { description: 'It is not meant.' },
    OTHER: { description: 'Something else: say what.' },
  },
});

export { ClaimShape, ClaimStatus, ConfirmedBy, EndReason, Party, ReleaseReason, ReportReason };
