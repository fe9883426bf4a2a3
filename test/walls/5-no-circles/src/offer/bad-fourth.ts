import type { Third } from './bad-third.js';
export interface Fourth { third: Third }
