import { OfferRow } from '../offer/offer.row.js';
export const row = OfferRow;
