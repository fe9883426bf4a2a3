export class OfferStore {}
