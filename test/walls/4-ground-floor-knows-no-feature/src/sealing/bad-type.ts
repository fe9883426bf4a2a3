import type { Claimed } from '../claim/claim-request.js';
export type Kept = Claimed;
