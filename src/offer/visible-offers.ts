/** Who may see whose offers: the conditions in SQL that pages, single offers and suggestions share. */
import { agreedInSql } from '../agreement/agreed-in-sql.js';
import { notKeptFromHome } from '../request/visible-to-home.js';
import { asksForHelp } from '../request/visible-to-partner.js';

/** Where an offer stands by the clock: its last window may be over before a sweep has written so. */
export function offerStatusAt(offer: string, now: string): string {
  return `CASE WHEN ${offer}.status IN ('OPEN', 'PAUSED') AND ${offer}.ends_at <= ${now} THEN 'EXPIRED'::offer_status
    ELSE ${offer}.status END`;
}

/** A condition on the offer under `offer`: it can be claimed by somebody who finds it, as far as the offer itself goes. */
export function openOffer(offer: string, now: string): string {
  return `${offer}.status = 'OPEN' AND NOT ${offer}.made_for_claim AND (${offer}.ends_at IS NULL OR ${offer}.ends_at > ${now})`;
}

/** A condition on the home under `home`: others may find what it offers, and ask it. */
export function homeInService(home: string): string {
  return `${home}.tier <> 'NEW' AND ${home}.paused_at IS NULL AND ${home}.closed_at IS NULL
    AND ${agreedInSql(home)}`;
}

/**
 * For a family whose requests are in the array parameter `requests`: offers of homes in service, never of money, while one of its requests
 * asks for something; none of a home that it blocked, or from which it hid, in any of them. `secret`: the parameter `keptAwaySecret`.
 */
export function visibleToFamily(offer: string, home: string, requests: string, secret: string, now: string): string {
  return `${openOffer(offer, now)} AND ${homeInService(home)} AND ${offer}.kind <> 'MONEY'
    AND EXISTS (SELECT FROM request asking
      WHERE asking.id = ANY (${requests}::uuid[]) AND ${asksForHelp('asking')} AND asking.expires_at > ${now})
    AND NOT EXISTS (SELECT FROM unnest(${requests}::uuid[]) AS own (id)
      WHERE NOT (${notKeptFromHome('own.id', `${home}.id`, secret)}))`;
}

/** For a coordinator of the partner in the parameter `partner`: of homes that nobody vouched for, only its own partner's. */
export function visibleToCoordinator(offer: string, home: string, partner: string): string {
  return `NOT ${offer}.made_for_claim AND (${home}.tier <> 'NEW' OR ${home}.partner_id = ${partner}::uuid)`;
}

/** For the home in the parameter `homeId`: its own, and nobody else's. */
export function ownOffer(offer: string, homeId: string): string {
  return `${offer}.home_id = ${homeId}::uuid AND NOT ${offer}.made_for_claim`;
}
