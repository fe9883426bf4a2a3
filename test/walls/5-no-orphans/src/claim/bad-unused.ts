import { used } from './used.js';
export const unused = used;
