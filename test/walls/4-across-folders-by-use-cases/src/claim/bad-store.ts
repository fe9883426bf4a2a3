import { OfferStore } from '../offer/offer.store.js';
export const store = OfferStore;
