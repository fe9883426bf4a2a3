export class ClaimRow {}
