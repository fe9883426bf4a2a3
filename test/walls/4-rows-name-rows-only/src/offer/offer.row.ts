export class OfferRow {}
