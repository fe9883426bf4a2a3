import { rule } from '../../offer/domain/rule.js';
export const ours = rule;
