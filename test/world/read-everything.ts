/** Everything that a viewer can be told of the story, asked for through every query. */
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLField, getNamedType } from 'graphql';
import { EveryField } from './every-field.js';
import { FLATBUSH, type Json } from './families.js';
import type { ViewerName } from './privacy-cast.js';
import type { Secret } from './privacy-secrets.js';
import type { Story } from './privacy-story.js';
import type { Answer, Caller, World } from './world.js';

/** What each query is asked with, so that whatever it could tell of the story it is asked for. A query without a line fails. */
export const questions: Readonly<Record<string, (story: Story) => readonly Json[]>> = {
  area: () => [{ place: FLATBUSH }],
  circles: () => [{}],
  claim: ({ claims }) => Object.values(claims).map((id) => ({ id })),
  coordinatorActions: () => [{ first: 50 }],
  commitmentCatalogue: () => [{}],
  coordinators: () => [{}],
  partnerKeys: () => [{}],
  partners: () => [{}, { near: FLATBUSH, kind: 'GROCERY' }],
  ownPartner: () => [{}],
  areasOfPartners: () => [{}],
  fund: ({ money: { funds } }) => Object.values(funds).map((id) => ({ id })),
  funds: () => [{}],
  myPledges: () => [{}],
  pledges: ({ money: { funds } }) => Object.values(funds).map((fundId) => ({ fundId })),
  secondAbove: () => [{}],
  givingStatement: () => [{ year: 2026 }],
  fundReport: ({ money: { funds } }) => Object.values(funds).map((fundId) => ({ fundId, year: 2026 })),
  myReimbursements: () => [{}],
  reimbursements: () => [{}],
  disclosures: ({ requests }) => Object.values(requests).map(({ requestId }) => ({ requestId })),
  homeInvitations: () => [{}],
  homeMembers: () => [{}],
  homesToVouch: () => [{ first: 50 }],
  myClaims: () => [{}],
  myCommitment: () => [{}],
  myHome: () => [{}],
  myMapPlace: () => [{}],
  myPasskeys: () => [{}],
  myOffers: () => [{}],
  myRequests: () => [{}],
  movement: () => [{}],
  movementSeries: () => [{ what: 'DELIVERIES' }],
  needsByArea: () => [{}],
  unmetNeeds: () => [{}],
  notices: () => [{ first: 50 }],
  offerTextsToReview: () => [{ first: 50 }],
  textsToReview: () => [{ first: 50 }],
  offer: ({ offers }) => Object.values(offers).map(({ offerId: id }) => ({ id })),
  offers: () => [{ first: 50 }],
  partnerHomes: () => [{ first: 50 }],
  partnerSteps: () => [{}],
  reports: () => [
    { first: 50, open: true },
    { first: 50, open: false },
  ],
  request: ({ requests }) => Object.values(requests).map(({ requestId: id }) => ({ id })),
  requests: () => [{ first: 50 }],
  step: ({ steps }) => Object.values(steps).map((id) => ({ id })),
  suggestedOffers: ({ requests }) =>
    Object.values(requests).flatMap(({ requestId, occurrenceId }) => [
      { requestId, first: 50 },
      { requestId, occurrenceId, first: 50 },
    ]),
  suggestedRequests: ({ offers }) => Object.values(offers).map(({ offerId }) => ({ offerId, first: 50 })),
  agreement: () => [{}],
  myVouches: () => [{}],
  vouchingTree: ({ cast }) => Object.values(cast.homes).map(({ homeId }) => ({ homeId, depth: 3, first: 50 })),
  viewer: () => [{}],
  visibleHomes: () => [{}],
  waitingForCoordinators: () => [{ first: 50 }],
  suggestedRuns: ({ offers }) => Object.values(offers).map(({ offerId }) => ({ offerId, first: 20 })),
  dispatchPlan: ({ plans: { ready, failed } }) => [{ id: ready }, { id: failed }],
  trainings: () => [{ first: 50 }],
  trainingSessions: () => [{ first: 50 }],
  session: ({ gatherings: { sessions } }) => Object.values(sessions).map((id) => ({ id })),
  campaigns: () => [{ first: 50 }],
  actions: () => [{ first: 50 }],
  action: ({ gatherings: { actions } }) => Object.values(actions).map((id) => ({ id })),
  mySignUps: () => [{}],
  myCertificates: () => [{}],
  myCalendarLinks: () => [{}],
  certificatesGiven: () => [{ first: 50 }],
  participants: ({ gatherings: { sessions, actions } }) =>
    [...Object.values(sessions), ...Object.values(actions)].map((gatheringId) => ({ gatheringId, first: 50 })),
};

/** Refusals that say that there is nothing for this viewer. Any other error would hide what the answer might have told. */
const NOTHING_FOR_YOU = new Set(['NOT_FOUND', 'NOT_ALLOWED', 'UNAUTHENTICATED', 'MONEY_THROUGH_PARTNER']);

export interface Read {
  /** Every answer, with its errors and headers. */
  readonly text: string;
  /** `Type.field` of what held something, but inside the request that another partner looks after. */
  readonly fields: ReadonlySet<string>;
  readonly answers: number;
  readonly surprises: readonly string[];
}

type Query = GraphQLField<unknown, unknown>;

export async function readEverything(world: World, story: Story, caller: Caller): Promise<Read> {
  const { schema } = world.get(GraphQLSchemaHost);
  const every = new EveryField(schema);
  const texts: string[] = [];
  const fields = new Set<string>();
  const surprises: string[] = [];
  const aside = [story.requests.elsewhere.requestId];
  const ask = async (query: Query) => {
    const document = every.document(query);
    for (const variables of questions[query.name]?.(story) ?? []) {
      const answer = await world.call<Json | null>(document, variables, caller);
      texts.push(wholeText(answer));
      for (const { extensions } of answer.errors) {
        if (!NOTHING_FOR_YOU.has(extensions.code)) surprises.push(`${query.name}: ${extensions.code}`);
      }
      for (const field of every.read(getNamedType(query.type), answer.data?.[query.name], aside)) fields.add(field);
    }
  };
  await Promise.all(Object.values(schema.getQueryType()?.getFields() ?? {}).map(ask));
  return { text: texts.join('\n'), fields, answers: texts.length, surprises };
}

/** With its headers, but what time it is: that would be a minute of somebody's now and then. */
export function wholeText({ headers: { date: _, ...headers }, ...answer }: Answer<unknown>): string {
  return JSON.stringify({ ...answer, headers });
}

/** What a viewer came upon against the table, and what it should have come upon: both lists are empty when all is right. */
export function compare(viewer: ViewerName, text: string, secrets: readonly Secret[]) {
  const reads = ({ text: its }: Secret) => text.includes(its);
  const may = ({ readers }: Secret) => readers.includes(viewer);
  const names = (list: readonly Secret[]) => list.map(({ name }) => name);
  return {
    leaked: names(secrets.filter((secret) => reads(secret) && !may(secret))),
    missing: names(secrets.filter((secret) => may(secret) && !reads(secret))),
  };
}
