/** Runs, for whoever weighs them against other trips. */
export { findRuns, type RingsBetween, type Run, runOf, type Stop, type Vehicle } from './domain/find-runs.js';
export { isWithinCap } from './domain/within-cap.js';
