/** Which requests a home may learn of at all: the one condition in SQL that lists, suggestions, pages and claims share. */
import type { HomeInSql } from '../circle/home-in-sql.js';
import { keptAwayDigestInSql } from './kept-away.js';

/**
 * A condition on the request under `request` for a home: no money, no block, not hidden from one of its members, no higher tier and no training
 * asked for that it lacks, and known as far as its circle. `secret`: the parameter `keptAwaySecret`.
 * Whether the home is vouched for, not paused and has agreed is the caller's to check, since then there is no list at all.
 */
export function visibleToHome(request: string, home: HomeInSql, secret: string): string {
  return `${claimableByHome(request, home, secret)} AND ${trainedFor(request, home)} AND ${reachesHome(request, home)}`;
}

/** The same but for how far it is known and what training it asks for: a family may ask whom it likes, and a refusal says more. */
export function claimableByHome(request: string, { id, tier }: Pick<HomeInSql, 'id' | 'tier'>, secret: string): string {
  return `${request}.kind <> 'MONEY' AND ${request}.minimum_tier <= ${tier}::home_tier
    AND ${notKeptFromHome(`${request}.id`, id, secret)}`;
}

/** That the request has widened as far as the home's circle. */
export function reachesHome(request: string, { circle, linked }: Pick<HomeInSql, 'circle' | 'linked'>): string {
  return `(${request}.reach = 'NETWORK' OR ${request}.circle_id = ${circle}
    OR (${request}.reach = 'LINKED' AND ${request}.circle_id = ANY (${linked})))`;
}

export function trainedFor(request: string, { certificates }: Pick<HomeInSql, 'certificates'>): string {
  return `(${request}.required_training IS NULL OR ${request}.required_training = ANY (${certificates}))`;
}

/**
 * That the request of this id neither blocks the home nor hides from it by an address or a number that one of its members has or had. OFFSET 0
 * keeps each a look at one request's few rows, mostly none, and only of what is found is a digest reckoned: joined, all rows there are would
 * be read for every page.
 */
export function notKeptFromHome(requestId: string, home: string, secret: string): string {
  const digest = (household: string, row: string) => keptAwayDigestInSql(secret, household, `${row}.request_id`);
  return `NOT EXISTS (SELECT FROM request_block block
      WHERE block.request_id = ${requestId} AND block.digest = ${digest(`uuid_send(${home}::uuid)`, 'block')} OFFSET 0)
    AND NOT EXISTS (SELECT FROM request_hidden hidden WHERE hidden.request_id = ${requestId} AND EXISTS (
      SELECT FROM home_known_address known WHERE known.home_id = ${home}::uuid
        AND hidden.digest = ${digest('known.digest', 'hidden')} OFFSET 0) OFFSET 0)`;
}

/** That the request of this id hides from one of these digests of addresses and numbers. */
export function hiddenFrom(requestId: string, digests: string, secret: string): string {
  return `EXISTS (SELECT FROM request_hidden hidden, unnest(${digests}) AS known (digest)
    WHERE hidden.request_id = ${requestId} AND hidden.digest = ${keptAwayDigestInSql(secret, 'known.digest', 'hidden.request_id')})`;
}

/** A condition on the occurrence under `occurrence`: it still lies ahead, and no other home is being asked first. */
export function openToHome(occurrence: string, home: string, now: string): string {
  return `NOT ${occurrence}.over AND (${occurrence}.closes_at IS NULL OR ${occurrence}.closes_at > ${now})
    AND (${occurrence}.first_refusal_home_id IS NULL OR ${occurrence}.first_refusal_home_id = ${home}::uuid
      OR ${occurrence}.first_refusal_until <= ${now})`;
}

/** A condition on the claim under `claim`: its lease has not run out by the clock, whether or not a sweep has written so. */
export function notLapsed(claim: string, now: string): string {
  return `(${claim}.status IN ('PROPOSED', 'ACCEPTED') AND ${claim}.lease_ends_at <= ${now}) IS NOT TRUE`;
}
