import type { Rule } from '../offer/domain/rule.js';
export type Kept = Rule;
