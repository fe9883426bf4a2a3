/** The ladder of privacy.md over the fields of the schema: each has one row, and a row says who ever reads a value in its fields. */
import { coordinators, families, homes, type ViewerName, viewers } from './privacy-cast.js';

export interface Row {
  /** What the ladder says, in its words. */
  readonly says: string;
  /** By queries. Whoever is not named reads nothing in these fields, in whatever state things are. */
  readonly readers: readonly ViewerName[];
  /** Space-separated, by type. A type takes over the fields of its interfaces. */
  readonly fields: Readonly<Record<string, string>>;
}

const nobody: readonly ViewerName[] = [];
/** Vouched for, not paused, and without a claim on what the family asked for. */
const lookingOn = ['another home', 'giver of money', 'foreign home', 'hidden home', 'blocked home'] as const;
const claimants = ['claimant proposed', 'claimant accepted', 'claimant delivered', 'claimant confirmed'] as const;
const ofThePartner = ['coordinator of origin', 'other coordinator'] as const;
const itsFamilies = ['family', 'family of the intake'] as const;
/** They may look for offers. */
const asking = [...itsFamilies, 'another family'] as const;
/** Of the last one, everything is over. */
const asked = [...itsFamilies, 'family with nothing open'] as const;
const listed = [...lookingOn, ...claimants, 'former claimant', ...ofThePartner, 'secret key', ...asked] as const;
const signedIn = [...homes, ...coordinators, ...families] as const;

export const ladder = {
  public: {
    says: 'Counts per area of at least k families, and areas as they are published.',
    readers: viewers,
    fields: {
      Area: 'cell label resolution',
      AreaNeeds: 'area kind openRequests takenOn',
      MovementNumber: 'amount month unit what',
      VisibleHomes: 'cell homes resolution takenOn',
    },
  },
  'trainings and actions': {
    says: 'What partners train homes in and take part in, when, and in which area: anybody, page by page.',
    readers: viewers,
    fields: {
      Training: 'certificateDays description id languages partner sessions title topic',
      Campaign: 'actions beginsOn endsOn id languages ledBy partner summary title',
      Gathering:
        'area capacity endsAt id languages mode partner placesLeft signUpClosesAt startsAt startsAtLocal startsOn status timeZone title waiting',
      TrainingSession: 'training',
      Action: 'campaign',
      TrainingConnection: 'edges pageInfo',
      TrainingEdge: 'cursor node',
      TrainingSessionConnection: 'edges pageInfo',
      TrainingSessionEdge: 'cursor node',
      CampaignConnection: 'edges pageInfo',
      CampaignEdge: 'cursor node',
      ActionConnection: 'edges pageInfo',
      ActionEdge: 'cursor node',
      PageInfo: 'endCursor hasNextPage hasPreviousPage startCursor',
    },
  },
  'exact place of a gathering': {
    says: 'Members of homes in service that have a place, and the coordinators of the partner whose it is.',
    readers: ['another home', 'claimant accepted', 'giver of money', 'foreign home', ...coordinators],
    fields: { Gathering: 'exactPlace', ExactPlace: 'address howToJoin' },
  },
  'sign-up of a member': {
    says: 'The member itself.',
    readers: [
      ...(['another home', 'claimant proposed', 'claimant accepted', 'giver of money'] as const),
      ...(['foreign home', 'paused home'] as const),
    ],
    fields: { Gathering: 'mySignUp', SignUp: 'attendance gathering standing waitingPlace' },
  },
  'who comes to a gathering': {
    says: 'The coordinators of the partner whose it is; e-mail of homes of their own partner alone.',
    readers: coordinators,
    fields: {
      Participant: 'attendance email home signUpId standing waitingPlace',
      ParticipantConnection: 'edges pageInfo',
      ParticipantEdge: 'cursor node',
    },
  },
  certificate: {
    says: 'The member whose it is, and the coordinators of the partner that gave it.',
    readers: ['another home', 'foreign home', ...coordinators],
    fields: { Certificate: 'expiresAt home id issuedOn partner status topic' },
  },
  'certificates that a partner gave': {
    says: 'Its coordinators.',
    readers: coordinators,
    fields: { CertificateConnection: 'edges pageInfo', CertificateEdge: 'cursor node' },
  },
  'calendar link': {
    says: 'The member that made it; its address nobody, after the first time.',
    readers: ['another home', 'foreign home'],
    fields: { CalendarLink: 'createdOn id lastUsedOn showsPlace' },
  },
  'a partner from without': {
    says: 'What partners say of themselves, so that a family finds whom to phone. No counts.',
    readers: viewers,
    fields: {
      Partner: 'areas children contactForFamilies languages level name parent programs',
      PartnerProgram: 'areas contactForFamilies endedOn id kinds languages name',
    },
  },
  'where a partner asks to look after requests': {
    says: 'Its own coordinators.',
    readers: ['foreign coordinator'],
    fields: { Partner: 'areasWaiting' },
  },
  'where partners ask to look after requests': {
    says: 'Admins of the host, who settle it.',
    readers: ofThePartner,
    fields: { AreasOfPartner: 'agreed askedOn partner partnerId waiting' },
  },
  'who looks after a request': {
    says: 'The family, and coordinators.',
    readers: [...ofThePartner, ...asked],
    fields: {
      HelpRequest: 'lookedAfterBy',
      LookedAfterBy: 'contactForFamilies languages partner program',
    },
  },
  oneself: {
    says: 'Who you are, told to nobody but you.',
    readers: viewers,
    fields: { Viewer: 'circle id kind onDutyUntil roles scopes tier unreadNotices waitingFor' },
  },
  parts: {
    says: 'Parts of other things, and pages of them: they tell what the field that holds them may tell.',
    readers: [...signedIn, 'secret key', 'foreign secret key'],
    fields: {
      ChildSeats: 'booster infant toddler',
      CoordinatorActionConnection: 'edges pageInfo',
      CoordinatorActionEdge: 'cursor node',
      HalfDayOf: 'date half',
      HalfDayWindow: 'from fromHalf timeZone until untilHalf',
      HelpRequestConnection: 'edges pageInfo',
      HelpRequestEdge: 'cursor node',
      MessageConnection: 'edges pageInfo',
      MessageEdge: 'cursor node',
      Money: 'currency minor',
      NoticeConnection: 'edges pageInfo',
      NoticeEdge: 'cursor node',
      OfferConnection: 'edges pageInfo',
      OfferEdge: 'cursor node',
      VouchingTreeConnection: 'edges pageInfo',
      VouchingTreeEdge: 'cursor node',
      PartnerHomeConnection: 'edges pageInfo',
      PartnerHomeEdge: 'cursor node',
      ReportConnection: 'edges pageInfo',
      ReportEdge: 'cursor node',
      WaitingItemConnection: 'edges pageInfo',
      WaitingItemEdge: 'cursor node',
      DispatchLineConnection: 'edges pageInfo',
      DispatchLineEdge: 'cursor node',
      UnservedRequestConnection: 'edges pageInfo',
      UnservedRequestEdge: 'cursor node',
    },
  },
  listing: {
    says: 'Kind, quantities, half-days, alias, published cell: vouched homes, the partner that looks after it, the family.',
    readers: listed,
    fields: {
      HelpRequest:
        'alias area expiresOn id kind lines minimumTier occurrences otherLanguages otherNeeds postedOn series status tookIn urgency window',
      GroceryRequest: 'budgetCeiling dropOff householdSize payer sharesTrip substitutions',
      RideRequest: 'childSeats luggage passengers returnLeg sharesTrip',
      TimeRequest: 'language minutes mode skill',
      RequestLine: 'divisible id quantity remaining unit',
      RequestSeries: 'rule until',
      Occurrence: 'id lines window',
    },
  },
  'words of a listing': {
    says: 'Item labels, summary, and the dietary rules that a family shows: whoever sees the listing, unless they are held.',
    readers: listed,
    fields: { HelpRequest: 'summary', RequestLine: 'label note', GroceryRequest: 'dietaryRules' },
  },
  'languages and needs': {
    says: 'A vouched home those that it offers too, the claimant all, the coordinators those of an intake, the family all.',
    readers: [
      ...(['another home', 'foreign home', 'former claimant', 'blocked home', ...claimants] as const),
      ...[...ofThePartner, ...itsFamilies],
    ],
    fields: { HelpRequest: 'accessNeeds languages', RideRequest: 'wheelchair' },
  },
  money: {
    says: 'Never listed to homes.',
    readers: [...ofThePartner, 'secret key', 'family'],
    fields: { MoneyRequest: 'amount payableAs' },
  },
  'kept by the family': {
    says: 'Who says yes for it, how its words fare, how long it may go on: the family and the coordinators of its partner.',
    readers: [...ofThePartner, ...asked],
    fields: { HelpRequest: 'acceptance renewalsLeft review' },
  },
  reach: {
    says: 'How far it is known: the family and the coordinators of its partner. A home learns only that it may see it.',
    readers: [...ofThePartner, ...asked],
    fields: { HelpRequest: 'reach widensOn widensTo' },
  },
  'training asked for': {
    says: 'Whoever sees the listing, which is no home without its certificate.',
    readers: [...ofThePartner, 'secret key', 'family with nothing open'],
    fields: { HelpRequest: 'requiredTraining' },
  },
  circle: {
    says: 'A circle and those linked with it: the homes in it, and the coordinators of its partner.',
    readers: [...homes, ...coordinators],
    fields: {
      Circle: 'areas id isOwn languages links membersInvite name requiredTraining',
      CircleLink: 'circleId name partner state',
    },
  },
  'size of a circle': {
    says: 'How many homes are in it: the coordinators of its partner.',
    readers: coordinators,
    fields: { Circle: 'homes' },
  },
  'words that wait': {
    says: 'Whoever wrote them, and the coordinators of the partner that looks after the request, or is that of the home.',
    readers: [...homes, ...coordinators, ...asked],
    fields: {
      Offer: 'review',
      TextReview: 'message reasons revision since state texts',
      HeldText: 'field lineId message reasons text',
    },
  },
  claim: {
    says: 'Those who are part of it, and the coordinators of the partner that looks after it.',
    readers: [...claimants, 'former claimant', 'blocked home', 'giver of money', ...ofThePartner, ...itsFamilies],
    fields: {
      Claim:
        'confirmedBy extended id kind leaseEndsAt lines messages offer othersOnTrip plannedFor proposedBy request shape status timeZone waitingFor',
      ClaimLine: 'delivered offerLine offerQuantity quantity requestLine',
      HelpRequest: 'claims',
    },
  },
  'whether anybody is on duty': {
    says: 'Those who are part of a claim that waits for a coordinator: that there is one, never who.',
    readers: ['claimant proposed', ...ofThePartner, 'family of the intake'],
    fields: { Claim: 'coordinatorOnDuty' },
  },
  'why a claim ended': {
    says: 'The side that ended it, and coordinators: a home must not learn that it was blocked.',
    readers: ['former claimant', ...ofThePartner, 'family'],
    fields: { Claim: 'endReason' },
  },
  messages: {
    says: 'The claimant while the claim lives, the family, coordinators once either side has reported it.',
    readers: ['claimant accepted', 'claimant delivered', ...ofThePartner, ...itsFamilies],
    fields: { Message: 'author id text writtenOn' },
  },
  'who opened the handoff': {
    says: 'The family, and the coordinator who took the request in.',
    readers: ['coordinator of origin', ...itsFamilies],
    fields: { Disclosure: 'circle claimId id kind openedOn text timeZone' },
  },
  handoff: {
    says: 'Dietary rules, purpose, destination, exact window, contact, place, instructions: the claimant who was accepted, for the lease, by openHandoff.',
    readers: nobody,
    fields: {
      Handoff:
        'availableUntil contact contactMethod destination dietaryRules exactWindow instructions place returnWindow',
      ExactWindow: 'from until',
      HandoffOpened: 'handoff',
    },
  },
  offer: {
    says: "A home's offers: the home, coordinators, and families while they have an open request. Money never to families.",
    readers: [...homes, ...coordinators, ...asking],
    fields: {
      Offer: 'area endsOn features home id kind languages lines note postedOn recurrence refill status windows',
      GroceryOffer: 'costCap',
      RideOffer: 'childSeats',
      TimeOffer: 'modes skills',
      MoneyOffer: 'currency',
      OfferLine: 'id quantity remaining unit',
      OfferRecurrence: 'from halves rule timeZone',
      HomeCard: 'circle shortName tier',
    },
  },
  'an offer as its home sees it': {
    says: 'How far it reaches and what is held of it.',
    readers: homes,
    fields: {
      Offer: 'periods reachKm',
      OfferPeriod: 'from lines until',
      OfferPeriodLine: 'held lineId quantity remaining used',
    },
  },
  match: {
    says: 'Whoever sees both sides of it.',
    readers: [
      ...(['another home', 'claimant accepted', 'foreign home', 'hidden home', 'blocked home'] as const),
      ...[...coordinators, ...asking],
    ],
    fields: { Match: 'isExact offer rank reasons request', MatchReason: 'code speaksFor text' },
  },
  'the word of homes': {
    says: 'Whose word it is, and the coordinators of the partner. No home of the story has given one.',
    readers: nobody,
    fields: {
      GivenVouch: 'givenOn id shortName',
      VouchInTree: 'givenOn homeId id shortName',
      VouchedHome: 'vouches',
      HomeTrust: 'reexamineSince',
    },
  },
  agreement: {
    says: 'What the homes of a partner agree to: they and its coordinators.',
    readers: [...homes, ...coordinators],
    fields: { Agreement: 'adoptedOn isOwn texts version', AgreementText: 'language text' },
  },
  'what a home agreed to': {
    says: 'The home itself.',
    readers: homes,
    fields: { Agreement: 'acceptedOn' },
  },
  'an agreement as it was just accepted': {
    says: 'Whoever accepted or adopted it.',
    readers: nobody,
    fields: { AgreementStands: 'agreement' },
  },
  'a home by its name': {
    says: "A home's name, e-mail, place: its own partner's coordinators.",
    readers: coordinators,
    fields: {
      PartnerHome:
        'circle email features id kind languages members paused phone registeredOn shortName tier trustEarned vouchedOn',
      PartnerHomeMember: 'email joinedOn phone role',
      HomeTrust: 'confirmedIntakes days eligible upheldReports',
      VouchedHome: 'byCoordinator id level paused shortName tier vouchedOn',
    },
  },
  'a partner from within': {
    says: 'Who coordinates for it and with which keys: its own coordinators, by their roles.',
    readers: coordinators,
    fields: {
      Coordinator: 'email id joinedOn onDuty roles',
      PartnerKey: 'createdOn endsAt follows id kind label lastUsedOn origins revoked scopes',
    },
  },
  report: {
    says: 'The coordinators of the partner that looks after what it is about.',
    readers: ofThePartner,
    fields: { Report: 'claim id reason reportedBy reportedOn request settledOn text upheld' },
  },
  fund: {
    says: 'What a partner holds for a purpose: its homes, and its coordinators. Its total to homes once enough gave.',
    readers: [...homes, ...coordinators],
    fields: {
      Fund: 'areas begunOn closedOn currency endsOn goal id isYours kind needs outcomes purpose raised state title',
      FundOutcome: 'amount area families month purpose',
    },
  },
  'a fund from within': {
    says: 'What is in it and by which rules: the coordinators of its partner.',
    readers: coordinators,
    fields: { Fund: 'available byRules mostPerRequest reserve', SecondAbove: 'above' },
  },
  pledge: {
    says: 'What a home gives: that home, and the coordinators of its partner. No family, and no other home.',
    readers: ['another home', 'foreign home', ...coordinators],
    fields: {
      Pledge:
        'amount areas cadence cap fundId fundTitle given homeId id needs nextMonth outcomes outstanding pledgedOn state',
    },
  },
  "a home's giving by year": {
    says: 'That home alone. For whom it was stands nowhere.',
    readers: homes,
    fields: {
      GivingStatement: 'currencies year',
      GivingInCurrency: 'currency given givenBack months pledged',
      GivingOfMonth: 'fundTitle given givenBack month pledged through',
    },
  },
  'a year of a fund': {
    says: 'Coordinators who administer its partner. It names no giver and no family.',
    readers: coordinators,
    fields: {
      FundReport: 'closing fundId fundTitle in movements opening out purposes year',
      FundMovement: 'in kind month out',
      FundPurpose: 'amount purpose',
    },
  },
  'how many gave to a fund in a year': {
    says: 'Its administrators, once there are enough. In this story there are not.',
    readers: nobody,
    fields: { FundReport: 'givers' },
  },
  reimbursement: {
    says: 'The home that paid for a family, and what waits the coordinators of the partner that looks after the request. The family never.',
    readers: ['claimant delivered', 'claimant confirmed', ...ofThePartner],
    fields: { Reimbursement: 'amount askedOn claimId fundId homeId id receipt settledOn state' },
  },
  'what waits for coordinators': {
    says: 'The coordinators of the partner that it waits for; notes are for them alone.',
    readers: ofThePartner,
    fields: {
      WaitingItem: 'assignedTo claim home isMine kind missingOffer notes request since subjectId subjectKind',
      MissingForRequest: 'missing text',
      QueueNote: 'coordinatorId id text writtenOn',
    },
  },
  'what goes together on one trip': {
    says: 'The home whose offer could serve them all, of what it sees of each anyway.',
    readers: ['foreign home', 'hidden home', 'blocked home'],
    fields: { Run: 'plannedFor stops', RunStop: 'occurrenceId request' },
  },
  'plans for a circle': {
    says: 'The coordinators of the partner that looks after the requests, if they hand out work; for hours.',
    readers: ofThePartner,
    fields: {
      DispatchPlan:
        'allPairs circleId gap horizon id kinds lines planned progress proposed refusal skipped state unserved',
      DispatchGap: 'objective share',
      DispatchLine: 'claimId id occurrenceId offer outcome plannedFor reasons request skipped trip',
      UnservedRequest: 'because occurrenceId request',
      UnservedBecause: 'code text',
      CameToNothing: 'code text',
    },
  },
  'what is missing where': {
    says: 'Counts per area of at least k families, for partners and their coordinators.',
    readers: [...coordinators, 'secret key', 'secret key without scopes', 'foreign secret key'],
    fields: { UnmetNeed: 'area kind missing openRequests takenOn' },
  },
  'what coordinators did': {
    says: 'Coordinators who administer the partner. It holds no word of what was sent.',
    readers: coordinators,
    fields: { CoordinatorAction: 'action actedOn coordinatorId id subjectId' },
  },
  'a home of its own': {
    says: 'What a home is, and who signs in for it: its own members. Addresses its keepers, and each member its own.',
    readers: homes,
    fields: {
      OwnHome: 'circle features kind languages registeredOn shortName tier vouchedOn',
      HomeMember: 'email id isYou joinedOn role',
    },
  },
  'how one signs in': {
    says: 'A person its own passkeys, and whoever invited its own invitations, while there are any.',
    readers: nobody,
    fields: { Passkey: 'addedOn id lastUsedOn transports', HomeInvitation: 'endsAt id kind role vouches' },
  },
  notice: {
    says: 'Whom it concerns, in words that name nobody.',
    readers: [
      ...[...lookingOn, ...claimants, 'former claimant' as const, 'paused home' as const],
      ...[...coordinators, ...itsFamilies],
    ],
    fields: { Notice: 'code happenedHalf happenedOn id read requestId subjectId subjectKind text' },
  },
  'steps to take': {
    says: 'What a sanctuary home does: anybody, and of a partner its homes, people and frontends.',
    readers: viewers,
    fields: {
      CommitmentCatalogue: 'notice practices releasedOn version',
      CataloguePractice: 'about practice steps title',
      CommitmentStep:
        'audience body id language languages materials partner practice reviewedBy reviewedOn summary title version',
      StepMaterial: 'kind text title',
    },
  },
  "a home's own commitment": {
    says: 'What a home has declared, does and puts off: that home and nobody else.',
    readers: homes,
    fields: {
      MyCommitment: 'declarations declared employsDomesticWorkers notice practices',
      SanctuaryDeclaration: 'declaredOn withdrawnOn',
      MyPractice: 'done practice setAside started steps title total',
      MyStep: 'mark markedOn markedVersion reminder retired revisedSince step',
      StepReminder: 'nextOn rhythm',
    },
  },
  "a home's own place on the map": {
    says: 'That home and nobody else; the public reads counts of many.',
    readers: ['another home', 'claimant accepted'],
    fields: { MyMapPlace: 'cell namedOn' },
  },
  'steps that a partner writes': {
    says: 'Its coordinators, until one who did not write them has reviewed them.',
    readers: coordinators,
    fields: {
      PartnerStep: 'addedOn audience id practice retiredOn shown waiting',
      PartnerStepVersion: 'isYours reviewedOn texts version writtenOn',
      PartnerStepText: 'body language materials summary title',
    },
  },
  answer: {
    says: 'What a mutation answers with, to whoever sent it: it holds nothing that a query would not have told, but what is shown this once.',
    readers: nobody,
    fields: {
      ActionChanged: 'action',
      AttendanceTaken: 'certificates marked',
      CalendarLinkCreated: 'link url',
      CalendarLinkRevoked: 'links',
      CampaignChanged: 'campaign',
      CampaignCreated: 'campaign',
      CertificateRevoked: 'certificate',
      SessionChanged: 'session',
      SignUpCancelled: 'gathering',
      SignedUp: 'signUp',
      TrainingChanged: 'training',
      TrainingCreated: 'training',
      AccountChanged: 'changed',
      ClaimMoved: 'claim',
      ClaimPlaced: 'claim',
      CommitmentChanged: 'commitment',
      ConcernReported: 'reportId',
      CircleChanged: 'circle',
      CircleClosed: 'circleId',
      CircleInvitationMade: 'endsAt invitation uses',
      CoordinatorInvited: 'endsAt invitation',
      CoordinatorJoined: 'session viewer',
      CoordinatorRemoved: 'coordinatorId',
      DutyChanged: 'onDutyUntil',
      PartnerUpdated: 'partner',
      AreasSettled: 'areas',
      PartnerKeyMade: 'key keyId oldEndsAt',
      PartnerKeyRevoked: 'keyId',
      RolesChanged: 'coordinator',
      FundChanged: 'fund',
      PledgeChanged: 'pledge',
      TransferReversed: 'pledge reversalId',
      SecondAboveSet: 'amounts',
      ReimbursementChanged: 'reimbursement',
      StatementExported: 'content fileName mediaType',
      HomeBlocked: 'requests',
      HomeChanged: 'home',
      HomeClosed: 'closed',
      HomeErased: 'erased',
      HomeExported: 'data format',
      HomeInvited: 'endsAt invitation',
      HomeJoined: 'session viewer',
      HomeLeft: 'left',
      HomeMembersChanged: 'members',
      MapPlaceChanged: 'place',
      InvitationRevoked: 'invitations',
      PasskeyCeremony: 'options',
      PasskeysChanged: 'passkeys',
      HomeRegistered: 'session viewer',
      HomeStandingChanged: 'home',
      MessageSent: 'sent',
      NoticesRead: 'unreadNotices',
      OfferAllocated: 'giving receiving',
      OfferChanged: 'offer',
      OfferPosted: 'offer',
      PartnerStepChanged: 'step',
      Refusal: 'code message path retryAfterSeconds',
      ReportSettled: 'report',
      BranchChanged: 'homes',
      VouchCodeCreated: 'endsAt vouchCode',
      VouchGiven: 'vouch',
      VouchTakenBack: 'vouchId',
      RequestChanged: 'request',
      RequestPosted: 'request returnCode session',
      RequesterErased: 'requests',
      ReturnCodeReissued: 'request returnCode',
      Session: 'expiresAt token',
      SessionOpened: 'session viewer',
      StayingSignedIn: 'expiresAt phoneToken',
      PhoneForgotten: 'forgotten',
      SignedIn: 'session viewer',
      SignedOut: 'signedOut',
      WaitingChanged: 'waiting',
      DispatchPlanned: 'plan',
      RunClaimed: 'claims',
    },
  },
} as const satisfies Readonly<Record<string, Row>>;
export type RowName = keyof typeof ladder;

/** `Type.field` of all that a row names. */
export function fieldsOf({ fields }: Row): string[] {
  return Object.entries(fields).flatMap(([type, names]) => names.split(' ').map((name) => `${type}.${name}`));
}
