/** All that is around the help itself: words that wait, commitments, trainings, vouching, circles, plans, and how large it is. */
import { from, type Speakers, type Story } from './story.js';

export function tellOfAllThatIsAround({ home, coordinator }: Speakers, tomorrow: string): readonly Story[] {
  return [
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
    { document: AREAS, variables: {}, headers: coordinator },
    {
      document: SHOW,
      variables: { input: { place: { point: { latitude: 40.647, longitude: -73.957 } } } },
      headers: home,
    },
    { document: MOVEMENT, variables: { state: 'NY', around: '842a107ffffffff' }, headers: {} },
  ];
}

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

const AREAS = `# 18. Where a partner looks after what came through nobody, it
# says itself (updatePartner, addProgram), and the host agrees:
# its admins read what waits, and settle it (settleAreas).
query WhereOthersLookAfter {
  ownPartner { name areas areasWaiting }
  areasOfPartners { partnerId partner agreed waiting askedOn }
}
`;

const SHOW = `# 19. A home may be counted on the map of its street, from the
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

const MOVEMENT = `# 20. How large all of this is. To be shared without signing in:
# /movement is a page, /movement.csv a table by months, and
# /window-sign.pdf (?lang=es, ?lang=both, ?paper=a4) a sign.
query HowManyWeAre($state: String, $around: StreetCell) {
  here: movement(state: $state) { what unit amount month }
  everywhere: movement { what unit amount }
  deliveries: movementSeries(what: DELIVERIES) { month amount }
  visibleHomes(within: $around) { cell resolution homes takenOn }
}
`;
