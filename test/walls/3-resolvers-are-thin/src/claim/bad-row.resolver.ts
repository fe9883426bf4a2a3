import type { ClaimRow } from './claim.row.js';
export type Kept = ClaimRow;
