import { first } from './bad-first.js';
export const second = () => first;
