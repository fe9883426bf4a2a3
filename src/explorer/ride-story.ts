/** The main story: a ride, from its post to who saw what of it. */
import { from, type Speakers, type Story } from './story.js';

export function tellOfARide({ frontend, home, family }: Speakers, tomorrow: string): readonly Story[] {
  const claim = { input: { claimId: from('claimId') } };
  return [
    { document: POST, variables: { input: aRide(tomorrow) }, headers: frontend },
    { document: SEE, variables: { id: from('requestId') }, headers: home },
    {
      document: CLAIM,
      variables: { input: { requestId: from('requestId'), plannedFor: { date: tomorrow, half: 'MORNING' } } },
      headers: home,
    },
    { document: ACCEPT, variables: claim, headers: family },
    { document: OPEN, variables: claim, headers: home },
    { document: DELIVER, variables: claim, headers: home },
    { document: CONFIRM, variables: claim, headers: family },
    { document: LOOK, variables: { requestId: from('requestId') }, headers: family },
    { document: RETURN, variables: { input: { code: from('returnCode') } }, headers: frontend },
  ];
}

export function aRide(date: string) {
  return {
    place: { postalCode: { country: 'US', code: '11226' } },
    window: { from: date, fromHalf: 'MORNING', until: date, untilHalf: 'MORNING' },
    urgency: 'THIS_WEEK',
    languages: ['es'],
    summary: 'A ride to an appointment and back.',
    acceptance: 'ME',
    handoff: {
      contactMethod: 'IN_APP',
      place: 'The corner by the library',
      destination: 'The clinic on the avenue',
      instructions: 'We are two, and wait inside.',
    },
    passengers: 2,
    returnLeg: true,
    sharesTrip: false,
  };
}

const POST = `# 1. A family asks for a ride. It has no account: the return
# code is its only key. Run the tabs from left to right. What
# has an alias here, the later tabs have as {{requestId}} and
# so on: this page fills it in.
mutation PostARide($input: PostRideRequestInput!) {
  postRideRequest(input: $input) {
    ... on RequestPosted {
      returnCode
      request { requestId: id alias status area { label } }
      session { familyToken: token expiresAt }
    }
    ... on Refusal { code message path }
  }
}
`;

const SEE = `# 2. A home that was vouched for sees that somebody needs a
# ride, roughly where and when: not who, and not whereto.
query SeeIt($id: ID!) {
  request(id: $id) {
    alias
    status
    urgency
    summary
    area { label resolution }
    window { from fromHalf until untilHalf timeZone }
    lines { label unit quantity remaining divisible }
  }
  requests(filter: { kinds: [RIDE] }, first: 5) {
    edges { node { id alias area { label } } }
  }
}
`;

const CLAIM = `# 3. The home claims it. From now on the seats are held, and
# the family is asked.
mutation ClaimIt($input: ClaimRequestInput!) {
  claimRequest(input: $input) {
    ... on ClaimPlaced { claim { claimId: id status waitingFor leaseEndsAt } }
    ... on Refusal { code message path }
  }
}
`;

const ACCEPT = `# 4. The family says yes. Until now nobody else, this service
# included, could open the handoff.
mutation AcceptIt($input: AcceptClaimInput!) {
  acceptClaim(input: $input) {
    ... on ClaimMoved { claim { status leaseEndsAt } }
    ... on Refusal { code message path }
  }
}
`;

const OPEN = `# 5. The home opens the handoff. That it does is written down
# before it can read it.
mutation OpenTheHandoff($input: OpenHandoffInput!) {
  openHandoff(input: $input) {
    ... on HandoffOpened {
      handoff { contactMethod place destination instructions availableUntil }
    }
    ... on Refusal { code message path }
  }
}
`;

const DELIVER = `# 6. The home has driven. From now on the handoff stays shut.
mutation DeliverIt($input: MarkDeliveredInput!) {
  markDelivered(input: $input) {
    ... on ClaimMoved { claim { status } }
    ... on Refusal { code message path }
  }
}
`;

const CONFIRM = `# 7. The family confirms that it came.
mutation ConfirmIt($input: ConfirmReceiptInput!) {
  confirmReceipt(input: $input) {
    ... on ClaimMoved { claim { status confirmedBy } }
    ... on Refusal { code message path }
  }
}
`;

const LOOK = `# 8. The family reads who opened what, and what became of its request.
query WhoSawIt($requestId: ID!) {
  disclosures(requestId: $requestId) { text circle openedOn { date half } }
  request(id: $requestId) { alias status claims { status confirmedBy } }
}
`;

const RETURN = `# 9. Later, on another phone: the return code alone brings the
# family back. Case, accents and spacing do not matter, and
# four letters of a word are enough.
mutation ComeBack($input: ReturnWithCodeInput!) {
  returnWithCode(input: $input) {
    ... on SessionOpened { viewer { kind } session { familyToken: token expiresAt } }
    ... on Refusal { code message }
  }
}
`;
