import { nothing } from './not-there.js';
export const ours = nothing;
