/** The hard conditions of a match, for whoever makes a claim of one: they are asked again when it is made. */
export { type Asked, type Between, type Condition, type Given, unmetConditions } from './domain/match.js';
