/** Which requests a home may learn of at all: the one condition in SQL that lists, suggestions, pages and claims share. */
import { keptAwayDigestInSql } from './kept-away.js';

/**
 * A condition on the request under `request` for the home whose id is the parameter `home` and tier the parameter `tier`:
 * no money, no block, not hidden from one of its members, and no higher tier asked for. `secret`: the parameter `keptAwaySecret`.
 * Whether the home is vouched for and not paused is the caller's to check, since then there is no list at all.
 */
export function visibleToHome(request: string, home: string, tier: string, secret: string): string {
  return `${request}.kind <> 'MONEY' AND ${request}.minimum_tier <= ${tier}::home_tier
    AND ${notKeptFromHome(`${request}.id`, home, secret)}`;
}

/**
 * That the request of this id neither blocks the home nor hides from one of its members. OFFSET 0 keeps each a look at one request's few
 * rows: joined, all hidden rows there are would be read, and a digest reckoned of each, for every page.
 */
export function notKeptFromHome(requestId: string, home: string): string {
  return `NOT EXISTS (SELECT FROM request_block block
      WHERE block.request_id = ${requestId} AND block.home_id = ${home}::uuid OFFSET 0)
    AND NOT EXISTS (SELECT FROM home_member member JOIN request_hidden hidden ON ${names('hidden', 'member')}
      WHERE member.home_id = ${home}::uuid AND hidden.request_id = ${requestId} OFFSET 0)`;
}

/**
 * That the row of request_hidden under `hidden` names the member of a home under `member`. Its digest binds the request in: two requests
 * that name one household have nothing in common, or whoever reads the table would see which belong to one family.
 */
export function names(hidden: string, member: string): string {
  const digest = (of: string) => `sha256(${member}.${of} || uuid_send(${hidden}.request_id))`;
  return `${hidden}.digest IN (${digest('email_digest')}, ${digest('phone_digest')})`;
}

/** A condition on the occurrence under `occurrence`: it still lies ahead, and no other home is being asked first. */
export function openToHome(occurrence: string, home: string, now: string): string {
  return `NOT ${occurrence}.over AND (${occurrence}.closes_at IS NULL OR ${occurrence}.closes_at > ${now})
    AND (${occurrence}.first_refusal_home_id IS NULL OR ${occurrence}.first_refusal_home_id = ${home}::uuid
      OR ${occurrence}.first_refusal_until <= ${now})`;
}
