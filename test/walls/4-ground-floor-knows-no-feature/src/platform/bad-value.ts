import { claim } from '../claim/claim-request.js';
export const ours = claim;
