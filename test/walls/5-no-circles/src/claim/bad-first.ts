import { second } from './bad-second.js';
export const first = () => second;
