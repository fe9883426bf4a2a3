/** A claim meets the same hard conditions as a match, asked again when it is made: what was suggested may have changed since. */
import { accept, type Decision, refuse } from '../kernel/decision.js';
import type { ChildSeats } from '../kernel/help.js';
import { type Asked, type Between, type Condition, type Given, unmetConditions } from '../matching/hard-conditions.js';
import type { OfferInHand } from '../offer/offers-in-hand.js';
import { ringDistance } from '../place/reach.js';
import type { ClaimTarget } from './claim-target.store.js';

/**
 * The others have refusals of their own, which say more: what is hidden, blocked or above the home's tier is not found, windows are
 * asked of the planned half-day, and capacity line by line.
 */
const ASKED_HERE: readonly Condition[] = ['SAME_KIND', 'REACHES', 'HAS_FEATURES', 'HAS_SKILL'];

/** Farther than any offer reaches. */
const OUT_OF_REACH = Number.POSITIVE_INFINITY;

export function decideFit(target: ClaimTarget, offer: OfferInHand, now: Date): Decision<true> {
  const given: Given = { ...offer, windows: null, lines: [], homeTier: offer.home.tier };
  return decide(target, given, ringsTo(target, offer), now);
}

/** Without an offer the home itself is asked: it says by claiming that it goes there, with what the kind needs. */
export function decideFitOfHome(target: ClaimTarget, now: Date): Decision<true> {
  const given: Given = {
    kind: target.kind,
    windows: null,
    lines: [],
    features: target.homeFeatures,
    languages: target.homeLanguages,
    childSeats: childSeatsOf(target),
    skills: target.skill ? [target.skill] : [],
    modes: target.mode ? [target.mode] : [],
    reachRings: 0,
    homeTier: target.homeTier,
  };
  return decide(target, given, 0, now);
}

function decide(target: ClaimTarget, given: Given, rings: number, now: Date): Decision<true> {
  const between: Between = {
    rings,
    middleRings: rings,
    inCircle: true,
    othersAskedFirst: false,
    blocked: false,
    hidden: false,
  };
  const unmet = unmetConditions(askedOf(target), given, between, now);
  return unmet.some((condition) => ASKED_HERE.includes(condition)) ? refuse('DOES_NOT_FIT') : accept(true);
}

function askedOf(target: ClaimTarget): Asked {
  const { kind, lines, accessNeeds, skill, mode, spokenLanguage, minimumTier } = target;
  return {
    kind,
    window: null,
    lines,
    accessNeeds,
    childSeats: childSeatsOf(target),
    skill,
    mode,
    spokenLanguage,
    minimumTier,
  };
}

/** What is done by phone reaches everywhere. */
function ringsTo(target: ClaimTarget, offer: OfferInHand): number {
  if (target.mode === 'REMOTE') return 0;
  return ringDistance(target.publishedCell, offer.cell) ?? OUT_OF_REACH;
}

function childSeatsOf({ infantSeats, toddlerSeats, boosterSeats }: ClaimTarget): ChildSeats {
  return { INFANT: infantSeats, TODDLER: toddlerSeats, BOOSTER: boosterSeats };
}
