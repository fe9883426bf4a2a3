/** What is suggested, both ways: an offer of seats, a family that asks for a ride, and why the two fit. */
import { aRide } from './ride-story.js';
import { from, type Speakers, type Story } from './story.js';

export function tellOfMatches({ frontend, home, family }: Speakers, tomorrow: string): readonly Story[] {
  return [
    { document: OFFER, variables: { input: seatsFor(tomorrow) }, headers: home },
    { document: ASK, variables: { input: aRide(tomorrow) }, headers: frontend },
    { document: WHO_COULD, variables: { requestId: from('requestId') }, headers: family },
    { document: WHOM_WE_COULD, variables: { offerId: from('offerId') }, headers: home },
  ];
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

const OFFER = `# 29. A home says what it gives: three seats, tomorrow morning.
mutation OfferSeats($input: PostRideOfferInput!) {
  postRideOffer(input: $input) {
    ... on OfferPosted { offer { offerId: id kind status } }
    ... on Refusal { code message path }
  }
}
`;

const ASK = `# 30. Another family asks for a ride on the same morning.
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

const WHO_COULD = `# 31. The family sees who could, the best first, with what
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

const WHOM_WE_COULD = `# 32. The same the other way round: which requests the home's
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
