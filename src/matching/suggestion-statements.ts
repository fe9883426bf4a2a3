/** The statements of suggestions as they are asked first: long, so that planning one takes many times as long as what it then reads. */
import type { NamedStatement } from './named-places.js';
import { OFFER_STATEMENTS } from './offers-for-request.sql.js';
import { REQUEST_STATEMENTS } from './requests-for-offer.sql.js';

export const SUGGESTION_STATEMENTS: readonly NamedStatement[] = [
  ...OFFER_STATEMENTS.everywhere.values(),
  ...Object.values(OFFER_STATEMENTS.inCircles),
  ...Object.values(REQUEST_STATEMENTS),
];
