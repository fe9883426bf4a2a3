export class ClaimStore {}
