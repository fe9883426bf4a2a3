/** The main story, a tab for each step, in the order in which it happens: from left to right they run without a word typed. */
import { dayOf, localDateAt, localDateOfDay } from '../calendar/half-day.js';
import type { SampleTokens } from './sample-access.js';

export interface Story {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** What one step hands on to the next, by an alias in its document. */
export const NAMES = ['requestId', 'returnCode', 'familyToken', 'claimId', 'homeId', 'circleId', 'offerId'] as const;

type Handed = (typeof NAMES)[number];

const TIME_ZONE = 'America/New_York';

/** `tokens`: the sample's; without them the tabs say what to put in their headers. */
export function tellStories(tokens: SampleTokens | null, now: Date): readonly Story[] {
  // A family may post on its own too: then the host partner looks after it.
  const frontend: Record<string, string> = tokens ? { 'X-Partner-Key': tokens.publishableKey } : {};
  const home = { Authorization: `Bearer ${tokens?.homeToken ?? 'the token that signIn gives a home'}` };
  const family = { Authorization: `Bearer ${from('familyToken')}` };
  const coordinator = {
    Authorization: `Bearer ${tokens?.coordinatorToken ?? 'the token that signIn gives a coordinator'}`,
  };
  const claim = { input: { claimId: from('claimId') } };
  const tomorrow = localDateOfDay(dayOf(localDateAt(now, TIME_ZONE)) + 1);
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
    { document: REVIEW, variables: {}, headers: coordinator },
    { document: COMMIT, variables: {}, headers: home },
    { document: COME, variables: { near: { place: { postalCode: { country: 'US', code: '11226' } } } }, headers: home },
    { document: VOUCH, variables: {}, headers: home },
    { document: BRANCH, variables: { homeId: from('homeId') }, headers: coordinator },
    { document: CIRCLES, variables: {}, headers: coordinator },
    {
      document: PLAN,
      variables: { input: { circleId: from('circleId'), kinds: ['GROCERY', 'RIDE', 'TIME'], horizon: tomorrow } },
      headers: coordinator,
    },
    { document: PARTNERS, variables: { near: { postalCode: { country: 'US', code: '11226' } } }, headers: {} },
    {
      document: SHOW,
      variables: { input: { place: { point: { latitude: 40.647, longitude: -73.957 } } } },
      headers: home,
    },
    { document: MOVEMENT, variables: { state: 'NY', around: '842a107ffffffff' }, headers: {} },
    { document: GIVE, variables: { year: now.getUTCFullYear() }, headers: home },
    { document: OFFER, variables: { input: seatsFor(tomorrow) }, headers: home },
    { document: ASK, variables: { input: aRide(tomorrow) }, headers: frontend },
    { document: WHO_COULD, variables: { requestId: from('requestId') }, headers: family },
    { document: WHOM_WE_COULD, variables: { offerId: from('offerId') }, headers: home },
  ];
}

function from(name: Handed): string {
  return `{{${name}}}`;
}

function aRide(date: string) {
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

function seatsFor(date: string) {
  return {
    place: { postalCode: { country: 'US', code: '11226' } },
    reachKm: 20,
    windows: [{ from: date, fromHalf: 'MORNING', until: date, untilHalf: 'MORNING' }],
    seats: 3,
    languages: ['es'],
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

const REVIEW = `# 10. Words that lead to a family wait for a coordinator, who
# shows them (approveText) or asks for others (returnText).
# The need itself waits for nobody: homes see it without them.
query WordsThatWait {
  textsToReview(first: 5) {
    edges {
      node {
        id
        alias
        status
        review { revision since texts { field text reasons message } }
      }
    }
  }
}
`;

const COMMIT = `# 11. A home works through what makes it a sanctuary home. How
# far it is, nobody else sees: markStep, remindMe and
# declareSanctuaryHome change it.
query WhatWeCommitTo {
  myCommitment {
    declared { declaredOn }
    notice
    practices {
      title
      total
      done
      steps { mark revisedSince step { id title summary reviewedBy reviewedOn } }
    }
  }
}`;

const COME = `# 12. What homes come together for. Anybody reads when, and
# in which area; where exactly, whoever has a place reads
# (signUpForSession, joinAction).
query TrainingsAndActions($near: GatheringNearInput) {
  trainingSessions(filter: { near: $near }, first: 5) {
    edges {
      node {
        id
        title
        training { topic certificateDays }
        startsOn
        startsAtLocal
        timeZone
        area { label }
        placesLeft
        mySignUp { standing }
        exactPlace { address howToJoin }
      }
    }
  }
  actions(filter: { near: $near }, first: 5) {
    edges { node { id title startsOn area { label } campaign { title ledBy } } }
  }
}
`;

const VOUCH = `# 13. Homes vouch for homes that they know: a trusted home
# (trustHome, after what it has done) is shown a code by one
# that waits (createVouchCode), and types it in (vouchByCode).
query WhoWeVouchFor {
  viewer { homeId: id tier circle waitingFor }
  myVouches { id shortName givenOn }
  myCertificates { topic issuedOn }
}
`;

const BRANCH = `# 14. Coordinators see what stands on a home's word, directly or
# not. takeBackVouch has it looked at again, pauseBranch stops
# all of it in one step.
query WhatHangsOnIt($homeId: ID!) {
  vouchingTree(homeId: $homeId, depth: 3, first: 10) {
    edges { node { level shortName tier paused byCoordinator vouches { givenOn } } }
  }
}
`;

const CIRCLES = `# 15. A request begins in a circle of homes and widens to those
# that are linked with it, then to all. Both sides agree to a
# link (proposeCircleLink, acceptCircleLink).
query CirclesAndLinks {
  circles {
    circleId: id
    name
    isOwn
    languages
    homes
    links { name partner state }
  }
}
`;

const PLAN = `# 16. Forty open requests and sixty homes on a Friday evening:
# press once. It is worked out meanwhile; dispatchPlan(id:) tells
# how far it is, and then every line with its reasons. Nobody is
# asked for anything before applyDispatch.
mutation PlanForTheCircle($input: PlanDispatchInput!) {
  planDispatch(input: $input) {
    ... on DispatchPlanned { plan { id state progress } }
    ... on Refusal { code message path }
  }
}
`;

const PARTNERS = `# 17. Who looks after requests around here, under whose roof, and
# which programs there are. Anybody reads this.
query PartnersAndPrograms($near: PlaceInput) {
  partners(near: $near) {
    name
    level
    parent
    children
    programs { name kinds languages contactForFamilies }
  }
}
`;

const SHOW = `# 18. A home may be counted on the map of its street, from the
# next night on and with at least four others: never by name.
# hideFromMap forgets it at once. The frontend rounds the
# point; only its cell is kept, sealed.
mutation BeCounted($input: ShowOnMapInput!) {
  showOnMap(input: $input) {
    ... on MapPlaceChanged { place { cell namedOn } }
    ... on Refusal { code message path }
  }
}
`;

const MOVEMENT = `# 19. How large all of this is. To be shared without signing in:
# /movement is a page, /movement.csv a table by months, and
# /window-sign.pdf (?lang=es, ?lang=both, ?paper=a4) a sign.
query HowManyWeAre($state: String, $around: StreetCell) {
  here: movement(state: $state) { what unit amount month }
  everywhere: movement { what unit amount }
  deliveries: movementSeries(what: DELIVERIES) { month amount }
  visibleHomes(within: $around) { cell resolution homes takenOn }
}
`;

const GIVE = `# 19. What a home gave in a year, by month and fund, and what
# it asks back of what it spent on families: for whom, neither
# says. exportGivingStatement makes a file of the first,
# askReimbursement begins the second.
query WhatWeGave($year: Int!) {
  givingStatement(year: $year) {
    currencies {
      currency
      pledged { minor }
      given { minor }
      givenBack { minor }
      months { month through fundTitle given { minor } }
    }
  }
  myReimbursements { state amount { minor currency } askedOn settledOn }
}
`;

const OFFER = `# 20. A home says what it gives: three seats, tomorrow morning.
mutation OfferSeats($input: PostRideOfferInput!) {
  postRideOffer(input: $input) {
    ... on OfferPosted { offer { offerId: id kind status } }
    ... on Refusal { code message path }
  }
}
`;

const ASK = `# 21. Another family asks for a ride on the same morning.
mutation AskAgain($input: PostRideRequestInput!) {
  postRideRequest(input: $input) {
    ... on RequestPosted {
      request { requestId: id alias status }
      session { familyToken: token expiresAt }
    }
    ... on Refusal { code message path }
  }
}
`;

const WHO_COULD = `# 22. The family sees who could, the best first, with what
# speaks for each and what against: no number, and nothing of
# other families. isExact says whether these are proved to be
# the best of all, or the best of very many that were looked at.
query WhoCouldHelp($requestId: ID!) {
  suggestedOffers(requestId: $requestId, first: 5) {
    rank
    isExact
    offer { id kind reachKm languages }
    reasons { code text speaksFor }
  }
}
`;

const WHOM_WE_COULD = `# 23. The same the other way round: which requests the home's
# offer could serve, as far as the home may see them. What has
# waited longest and is most urgent rises.
query WhomWeCouldHelp($offerId: ID!) {
  suggestedRequests(offerId: $offerId, first: 5) {
    rank
    isExact
    request { id alias urgency area { label } }
    reasons { code text speaksFor }
  }
}
`;
