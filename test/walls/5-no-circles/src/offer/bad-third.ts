import type { Fourth } from './bad-fourth.js';
export interface Third { fourth: Fourth }
