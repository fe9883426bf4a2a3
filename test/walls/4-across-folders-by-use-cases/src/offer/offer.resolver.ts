export class OfferResolver {}
