import { ClaimStore } from './claim.store.js';
export const store = ClaimStore;
