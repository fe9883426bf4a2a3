/** Claims for stories: placed and moved over the real API; say only what matters. */
import { aGrocery, aRide, dateIn, type Json, type TestRequest } from './families.js';
import { aVouchedHome, type TestHome } from './people.js';
import type { World } from './world.js';

export interface Answer {
  readonly claim?: { readonly id: string; readonly status: string; readonly [field: string]: unknown };
  readonly code?: string;
  readonly path?: readonly string[] | null;
  readonly retryAfterSeconds?: number | null;
}

const REFUSED = '... on Refusal { code path retryAfterSeconds }';

/** What is read of a claim when nothing else is said. */
const FIELDS = 'id status waitingFor leaseEndsAt';

export interface Signed {
  readonly token: string;
}

export type ClaimMutation =
  | 'acceptClaim'
  | 'approveClaim'
  | 'declineClaim'
  | 'retractClaim'
  | 'releaseClaim'
  | 'cancelClaim'
  | 'reportNoShow'
  | 'revokeDisclosure'
  | 'extendLease'
  | 'markDelivered'
  | 'confirmReceipt'
  | 'disputeClaim'
  | 'settleDispute'
  | 'markReceived'
  | 'markPaid'
  | 'confirmGift';

/** Tomorrow morning, where the families live. */
export function tomorrow(world: World, half: 'MORNING' | 'AFTERNOON' = 'MORNING', days = 1): Json {
  return { date: dateIn(world, days), half };
}

/** The answer as it is, refusal or not. */
export function claimRequest(
  world: World,
  home: Signed,
  requestId: string,
  its: Json = {},
  fields = FIELDS,
): Promise<Answer> {
  return place(world, 'ClaimRequest', { requestId, plannedFor: tomorrow(world), ...its }, home, fields);
}

/** By a family or a coordinator: the answer as it is. */
export function claimOffer(
  world: World,
  by: Signed,
  requestId: string,
  offerId: string,
  its: Json = {},
  fields = FIELDS,
): Promise<Answer> {
  return place(world, 'ClaimOffer', { requestId, offerId, plannedFor: tomorrow(world), ...its }, by, fields);
}

async function place(
  world: World,
  mutation: 'ClaimRequest' | 'ClaimOffer',
  input: Json,
  { token }: Signed,
  fields: string,
): Promise<Answer> {
  const name = mutation === 'ClaimRequest' ? 'claimRequest' : 'claimOffer';
  const answer = await world.ask<Record<string, Answer>>(
    `mutation ($input: ${mutation}Input!) { ${name}(input: $input) { ... on ClaimPlaced { claim { ${fields} } } ${REFUSED} } }`,
    { input },
    { token },
  );
  return answer[name] ?? {};
}

/** One step of a claim: the answer as it is. */
export async function move(
  world: World,
  mutation: ClaimMutation,
  by: Signed,
  claimId: string,
  its: Json = {},
): Promise<Answer> {
  const input = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await world.ask<Record<string, Answer>>(
    `mutation ($input: ${input}!) { ${mutation}(input: $input) { ... on ClaimMoved { claim { ${FIELDS} } } ${REFUSED} } }`,
    { input: { claimId, ...its } },
    { token: by.token },
  );
  return answer[mutation] ?? {};
}

/** What a fixture needs has to work: a refusal ends the test. */
export async function moved(...[world, mutation, by, claimId, its]: Parameters<typeof move>): Promise<void> {
  const answer = await move(world, mutation, by, claimId, its);
  if (!answer.claim) throw new Error(`a fixture was refused: ${mutation} ${answer.code}`);
}

export interface TestClaim {
  readonly claimId: string;
  readonly home: TestHome;
  readonly request: TestRequest;
  /** The family's session. */
  readonly family: Signed;
}

/** A home proposes itself for a ride; the family has not answered yet. */
export async function aProposedClaim(
  world: World,
  its: { home?: TestHome; request?: TestRequest; claim?: Json } = {},
): Promise<TestClaim> {
  const home = its.home ?? (await aVouchedHome(world));
  const request = its.request ?? (await aRide(world));
  const { claim, code } = await claimRequest(world, home, request.requestId, its.claim);
  if (!claim) throw new Error(`a fixture was refused: claimRequest ${code}`);
  return { claimId: claim.id, home, request, family: { token: request.token } };
}

/** The family said yes. */
export async function anAcceptedClaim(
  world: World,
  its: Parameters<typeof aProposedClaim>[1] = {},
): Promise<TestClaim> {
  const claim = await aProposedClaim(world, its);
  await moved(world, 'acceptClaim', claim.family, claim.claimId);
  return claim;
}

/** The home said that it brought it: groceries, unless another request is given. */
export async function aDeliveredClaim(
  world: World,
  its: Parameters<typeof aProposedClaim>[1] = {},
): Promise<TestClaim> {
  const claim = await anAcceptedClaim(world, { ...its, request: its.request ?? (await aGrocery(world)) });
  await moved(world, 'markDelivered', claim.home, claim.claimId);
  return claim;
}

export interface Quantities {
  readonly quantity: number;
  readonly held: number;
  /** Fulfilled or used. */
  readonly spent: number;
}

/** What the database holds of a request's lines, in their order. */
export async function quantitiesOf(world: World, requestId: string): Promise<Quantities[]> {
  const { rows } = await world.instance.owner.database.query<Quantities>(
    'quantities-of-request',
    `SELECT ol.quantity, ol.held, ol.fulfilled AS spent FROM occurrence_line ol
     JOIN request_line l ON l.id = ol.line_id JOIN occurrence o ON o.id = ol.occurrence_id
     WHERE ol.request_id = $1 ORDER BY o.opens_at NULLS FIRST, l.position`,
    [requestId],
  );
  return rows;
}

/** And of an offer's. */
export async function capacityOf(world: World, offerId: string): Promise<Quantities[]> {
  const { rows } = await world.instance.owner.database.query<Quantities>(
    'capacity-of-offer',
    `SELECT c.quantity, c.held, c.used AS spent FROM offer_capacity c
     JOIN offer_line l ON l.id = c.line_id JOIN offer_period p ON p.id = c.period_id
     WHERE c.offer_id = $1 ORDER BY p.starts_at, l.position`,
    [offerId],
  );
  return rows;
}

/** Where both sides are not what their claims make of them: always empty. */
export async function unbalanced(world: World): Promise<unknown[]> {
  const { rows } = await world.instance.owner.database.query(
    'unbalanced-quantities',
    `WITH counted AS (
       SELECT l.*, c.status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED') AS holds, c.status = 'CONFIRMED' AS spends
       FROM claim_line l JOIN claim c ON c.id = l.claim_id)
     SELECT 'request' AS side, ol.line_id AS id FROM occurrence_line ol
     WHERE (ol.held, ol.fulfilled) <> (SELECT coalesce(sum(coalesce(delivered, quantity)) FILTER (WHERE holds), 0)::integer,
         coalesce(sum(coalesce(delivered, quantity)) FILTER (WHERE spends), 0)::integer
       FROM counted WHERE occurrence_id = ol.occurrence_id AND request_line_id = ol.line_id)
     UNION ALL
     SELECT 'offer', oc.line_id FROM offer_capacity oc
     WHERE (oc.held, oc.used) <> (SELECT coalesce(sum(coalesce(offer_delivered, offer_quantity)) FILTER (WHERE holds), 0)::integer,
         coalesce(sum(coalesce(offer_delivered, offer_quantity)) FILTER (WHERE spends), 0)::integer
       FROM counted WHERE period_id = oc.period_id AND offer_line_id = oc.line_id)`,
  );
  return rows;
}

/** The claim as a viewer reads it; null where it does not exist for it. */
export async function readClaim<T = Json>(
  world: World,
  by: Signed,
  claimId: string,
  fields = FIELDS,
): Promise<T | null> {
  const { claim } = await world.ask<{ claim: T | null }>(
    `query ($id: ID!) { claim(id: $id) { ${fields} } }`,
    { id: claimId },
    { token: by.token },
  );
  return claim;
}

export interface HandoffAnswer {
  readonly handoff?: Json;
  readonly code?: string;
}

export async function openHandoff(world: World, by: Signed, claimId: string): Promise<HandoffAnswer> {
  const { openHandoff: answer } = await world.ask<{ openHandoff: HandoffAnswer }>(
    `mutation ($input: OpenHandoffInput!) { openHandoff(input: $input) {
      ... on HandoffOpened { handoff { contactMethod contact place destination instructions dietaryRules availableUntil
        exactWindow { from until } returnWindow { from until } } }
      ... on Refusal { code } } }`,
    { input: { claimId } },
    { token: by.token },
  );
  return answer;
}

export async function sendMessage(world: World, by: Signed, claimId: string, text: string): Promise<Json> {
  const { sendMessage: answer } = await world.ask<{ sendMessage: Json }>(
    `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
      ... on MessageSent { sent { id author text } } ... on Refusal { code path } } }`,
    { input: { claimId, text } },
    { token: by.token },
  );
  return answer;
}

/** The texts that a viewer reads in a claim, in order; null where the claim does not exist for it. */
export async function messagesFor(world: World, by: Signed, claimId: string): Promise<string[] | null> {
  const claim = await readClaim<{ messages: { edges: { node: { text: string } }[] } }>(
    world,
    by,
    claimId,
    'messages { edges { node { text } } }',
  );
  return claim?.messages.edges.map(({ node }) => node.text) ?? null;
}
