import { OfferRow } from '../offer/offer.row.js';
export const relation = OfferRow;
