import { claim } from '../claim/claim-request.js';
export const kept = claim;
