import { OfferResolver } from '../offer/offer.resolver.js';
export const resolver = OfferResolver;
