/** Why a match, for whoever makes a claim of one: the same codes, in the same order, as a suggestion gives. */
export { type MatchReasonCode, reasonsFor } from './domain/reasons.js';
