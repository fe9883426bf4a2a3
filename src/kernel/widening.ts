/** How far a request is known by now, and how far it may ever be: each step takes in the one before. */
import { words } from './words.js';

/** Its own circle, the circles linked with it, every home. */
export const RequestReach = words('CIRCLE', 'LINKED', 'NETWORK');
export type RequestReach = keyof typeof RequestReach;
