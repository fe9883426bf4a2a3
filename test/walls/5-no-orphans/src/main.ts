import { used } from './claim/used.js';
export const all = used;
